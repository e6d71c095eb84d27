import { apply, type Operator, type Site, type Value } from "../graph.js";
import {
  broadcast,
  type Dim,
  describeShape,
  GraphError,
  productOfDims,
  type Shape,
  type TensorType,
} from "../tensor-type.js";
import { flattenRows, outputGradient, reshape, transpose } from "./layout.js";
import { sumTo } from "./reduction.js";

/** Matrix product of the last two axes, the axes ahead of them broadcast: `[..., m, k] · [..., k, n]`. */
export function matmul(a: Value, b: Value): Value {
  return apply(matmulOperator, [a, b])[0] as Value;
}

const matmulOperator: Operator = {
  name: "MatMul",
  broadcasts: true,
  infer: ([a, b]) => {
    const [left, right] = [(a as TensorType).shape, (b as TensorType).shape];
    if (left.length < 2 || right.length < 2 || left.at(-1) !== right.at(-2)) {
      throw new GraphError(
        `MatMul: shapes ${describeShape(left)} and ${describeShape(right)} do not fit: the last axis of the first must equal the last but one of the second`,
      );
    }
    const ahead = broadcast("MatMul", left.slice(0, -2), right.slice(0, -2));
    const shape = [...ahead, left.at(-2) as Dim, right.at(-1) as Dim];
    return [{ dtype: (a as TensorType).dtype, shape }];
  },
  gradient: (site, input) => (input === 0 ? gradientOfLeft(site) : gradientOfRight(site)),
};

function gradientOfLeft(site: Site): Value {
  const product = matmul(outputGradient(site), transposeMatrix(site.input(1)));
  return sumTo(product, (site.inputTypes[0] as TensorType).shape);
}

/**
 * The gradient of the second operand. Where it was shared by axes that only the first has (a weight
 * applied at every time step), those axes are folded into the rows, so that one large product takes
 * the place of many small ones and a sum.
 */
function gradientOfRight(site: Site): Value {
  const { shape } = site.inputTypes[1] as TensorType;
  const [x, dy] = [site.input(0), outputGradient(site)];
  const shared = x.shape.length - shape.length;
  if (shared <= 0) return sumTo(matmul(transposeMatrix(x), dy), shape);
  if (shape.length === 2) return transposedProduct(flattenRows(x), flattenRows(dy));
  const rows = (value: Value): Value => foldIntoRows(value, shared);
  return sumTo(matmul(transposeMatrix(rows(x)), rows(dy)), shape);
}

/** `[shared..., batch..., m, k]` to `[batch..., shared·m, k]`. */
function foldIntoRows(x: Value, shared: number): Value {
  const axes = x.shape.map((_, axis) => axis);
  const [batch, matrix] = [axes.slice(shared, -2), axes.slice(-2)];
  const moved = transpose(x, [...batch, ...axes.slice(0, shared), ...matrix]);
  const rows = productOfDims(moved.shape.slice(batch.length, -1));
  const shape: Shape = [...moved.shape.slice(0, batch.length), rows, moved.shape.at(-1) as Dim];
  return reshape(moved, shape);
}

/** Swaps the last two axes. */
export function transposeMatrix(x: Value): Value {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
}

/** `aᵀ · b` of two matrices `[rows, m]` and `[rows, n]`, without a copy of the transpose. */
function transposedProduct(a: Value, b: Value): Value {
  return apply(gemmOperator, [a, b], { transA: 1 })[0] as Value;
}

/** Used in gradients only, hence without a rule of its own. */
const gemmOperator: Operator = {
  name: "Gemm",
  infer: ([a, b]) => {
    const { dtype, shape } = a as TensorType;
    return [{ dtype, shape: [shape[1] as Dim, (b as TensorType).shape[1] as Dim] }];
  },
};
