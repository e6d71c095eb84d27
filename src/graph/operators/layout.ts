import { apply, type Operator, type Site, type Value } from "../graph.js";
import {
  type Dim,
  describeShape,
  GraphError,
  productOfDims,
  type Shape,
  sameShape,
  type TensorType,
} from "../tensor-type.js";

/** The derivative of the loss by a node's only output. */
export const outputGradient = (site: Site): Value => site.outputGradient(0) as Value;

/** Reorders axes: axis `i` of the result is axis `order[i]` of `x`. */
export function transpose(x: Value, order: readonly number[]): Value {
  return apply(transposeOperator, [x], { perm: order })[0] as Value;
}

const transposeOperator: Operator = {
  name: "Transpose",
  infer: ([x], { perm }) => {
    const { dtype, shape } = x as TensorType;
    const order = perm as readonly number[];
    if (order.length !== shape.length || shape.some((_, axis) => !order.includes(axis))) {
      throw new GraphError(
        `Transpose: [${order}] is no order of the axes of ${describeShape(shape)}`,
      );
    }
    return [{ dtype, shape: order.map((axis) => shape[axis] as Dim) }];
  },
  gradient: (site) => {
    const order = site.attributes.perm as readonly number[];
    const inverse = order.map((_, axis) => order.indexOf(axis));
    return transpose(outputGradient(site), inverse);
  },
};

/**
 * Gives a tensor another shape with the same elements in the same order. At most one dimension may
 * be a symbol that does not stand at the same place in `x`.
 * @throws GraphError when the shape cannot be worked out while the graph is built
 */
export function reshape(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const target = shape.map((dim, axis) => {
    if (typeof dim === "number") return dim;
    // ONNX: 0 copies the dimension at the same place, -1 is worked out from the others.
    return x.shape[axis] === dim ? 0 : -1;
  });
  if (target.filter((dim) => dim === -1).length > 1) {
    throw new GraphError(
      `Reshape: cannot tell ${describeShape(shape)} from ${describeShape(x.shape)}`,
    );
  }
  return apply(reshapeOperator(shape), [x, x.graph.integers(target)])[0] as Value;
}

function reshapeOperator(shape: Shape): Operator {
  return {
    name: "Reshape",
    infer: ([x]) => {
      const { dtype, shape: from } = x as TensorType;
      const [before, after] = [productOfDims(from), productOfDims(shape)];
      if (typeof before === "number" && typeof after === "number" && before !== after) {
        throw new GraphError(
          `Reshape: ${describeShape(from)} and ${describeShape(shape)} differ in size`,
        );
      }
      return [{ dtype, shape }];
    },
    gradient: (site) => reshapeLike(outputGradient(site), site),
  };
}

/** Reshapes a gradient to the shape of the node's input, read at run time where it must be. */
function reshapeLike(gradient: Value, site: Site): Value {
  const { shape } = site.inputTypes[0] as TensorType;
  const open = shape.filter((dim, axis) => typeof dim === "string" && gradient.shape[axis] !== dim);
  if (open.length < 2) return reshape(gradient, shape);
  return apply(reshapeOperator(shape), [gradient, shapeOf(site.input(0))])[0] as Value;
}

/** Folds all axes but the last into one: `[..., n]` to `[rows, n]`. */
export function flattenRows(x: Value): Value {
  const size = x.shape.at(-1) as Dim;
  const shape = [productOfDims(x.shape.slice(0, -1)), size];
  if (typeof size === "number") return reshape(x, shape);
  const sizes = sizeVector([x.graph.integers([-1]), dimensionOf(x, x.shape.length - 1)]);
  return apply(reshapeOperator(shape), [x, sizes])[0] as Value;
}

/** Inserts axes of size 1 at the given (ascending) places of the result. */
export function unsqueeze(x: Value, axes: readonly number[]): Value {
  return apply(unsqueezeOperator(axes), [x, x.graph.integers(axes)])[0] as Value;
}

function unsqueezeOperator(axes: readonly number[]): Operator {
  return {
    name: "Unsqueeze",
    infer: ([x]) => {
      const { dtype, shape } = x as TensorType;
      const result = [...shape];
      for (const axis of axes) result.splice(axis, 0, 1);
      return [{ dtype, shape: result }];
    },
    gradient: (site) => squeeze(outputGradient(site), axes),
  };
}

/** Removes axes of size 1. */
export function squeeze(x: Value, axes: readonly number[]): Value {
  return apply(squeezeOperator(axes), [x, x.graph.integers(axes)])[0] as Value;
}

function squeezeOperator(axes: readonly number[]): Operator {
  return {
    name: "Squeeze",
    infer: ([x]) => {
      const { dtype, shape } = x as TensorType;
      if (axes.some((axis) => shape[axis] !== 1)) {
        throw new GraphError(`Squeeze: axes [${axes}] of ${describeShape(shape)} are not all 1`);
      }
      return [{ dtype, shape: shape.filter((_, axis) => !axes.includes(axis)) }];
    },
    gradient: (site) => unsqueeze(outputGradient(site), axes),
  };
}

const shapeOperator: Operator = {
  name: "Shape",
  infer: ([x], { start, end }) => {
    const from = (start as number | undefined) ?? 0;
    const to = (end as number | undefined) ?? (x as TensorType).shape.length;
    return [{ dtype: "int64", shape: [to - from] }];
  },
};

/** The shape at run time: int64 `[rank]`. */
export function shapeOf(x: Value): Value {
  return apply(shapeOperator, [x])[0] as Value;
}

/** The size of one axis at run time: int64 `[1]`. */
export function dimensionOf(x: Value, axis: number): Value {
  return apply(shapeOperator, [x], { start: axis, end: axis + 1 })[0] as Value;
}

/** Zeros of the shape of `x`. */
export function zerosLike(x: Value): Value {
  const operator: Operator = {
    name: "ConstantOfShape",
    infer: () => [{ dtype: x.dtype, shape: x.shape }],
  };
  // ConstantOfShape makes float32 unless told otherwise; the serialiser turns the name into a zero.
  return apply(operator, [shapeOf(x)], { value: x.dtype })[0] as Value;
}

/**
 * Zeros of a shape that is partly known only at run time.
 * @param sizes for every dimension a number, or the int64 `[1]` it is read from
 */
export function zeros(shape: Shape, sizes: readonly (number | Value)[]): Value {
  const { graph } = sizes.find((size) => typeof size !== "number") as Value;
  const parts = sizes.map((size) => (typeof size === "number" ? graph.integers([size]) : size));
  const operator: Operator = {
    name: "ConstantOfShape",
    infer: () => [{ dtype: graph.float, shape }],
  };
  return apply(operator, [sizeVector(parts)], { value: graph.float })[0] as Value;
}

/** Sizes `[1]` each as one int64 vector. */
function sizeVector(sizes: readonly Value[]): Value {
  const operator: Operator = {
    name: "Concat",
    infer: () => [{ dtype: "int64", shape: [sizes.length] }],
  };
  return apply(operator, sizes, { axis: 0 })[0] as Value;
}
