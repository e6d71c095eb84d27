import { apply, type Operator, type Value } from "../graph.js";
import {
  type Dim,
  describeShape,
  GraphError,
  normaliseAxis,
  type TensorType,
} from "../tensor-type.js";
import { asReal } from "./elementwise.js";
import { replaceDim } from "./joining.js";
import { outputGradient, unsqueeze, zerosLike } from "./layout.js";

/** Rows of a table: `[n, row...]` by int64 indices `[at...]` gives `[at..., row...]`. */
export function gather(table: Value, indices: Value): Value {
  return apply(gatherOperator, [table, indices], { axis: 0 })[0] as Value;
}

const gatherOperator: Operator = {
  name: "Gather",
  infer: ([table, indices]) => {
    const { dtype, shape } = table as TensorType;
    return [{ dtype, shape: [...(indices as TensorType).shape, ...shape.slice(1)] }];
  },
  gradient: (site) => {
    const rows = unsqueeze(site.input(1), [(site.inputTypes[1] as TensorType).shape.length]);
    return scatterRows(zerosLike(site.input(0)), rows, outputGradient(site));
  },
};

/** Adds rows into a copy of `x`: indices int64 `[..., 1]`, updates `[..., row]`. */
function scatterRows(x: Value, indices: Value, updates: Value): Value {
  const operator: Operator = { name: "ScatterND", infer: ([type]) => [type as TensorType] };
  return apply(operator, [x, indices, updates], { reduction: "add" })[0] as Value;
}

/** Picks along an axis: `y[.., k, ..] = x[.., indices[.., k, ..], ..]`. */
export function gatherElements(x: Value, indices: Value, axis: number): Value {
  const at = normaliseAxis("GatherElements", axis, x.shape.length);
  return apply(gatherElementsOperator, [x, indices], { axis: at })[0] as Value;
}

const gatherElementsOperator: Operator = {
  name: "GatherElements",
  infer: ([x, indices]) => {
    const [data, index] = [x as TensorType, indices as TensorType];
    if (data.shape.length !== index.shape.length) {
      throw new GraphError(
        `GatherElements: shapes ${describeShape(data.shape)} and ${describeShape(index.shape)} differ in rank`,
      );
    }
    return [{ dtype: data.dtype, shape: index.shape }];
  },
  gradient: (site) =>
    scatterAdd(
      zerosLike(site.input(0)),
      site.input(1),
      outputGradient(site),
      site.attributes.axis as number,
    ),
};

/** Adds `updates` into a copy of `x` at the places `indices` along an axis. */
export function scatterAdd(x: Value, indices: Value, updates: Value, axis: number): Value {
  const at = normaliseAxis("ScatterElements", axis, x.shape.length);
  return apply(scatterOperator, [x, indices, updates], { axis: at, reduction: "add" })[0] as Value;
}

const scatterOperator: Operator = {
  name: "ScatterElements",
  infer: ([x]) => [x as TensorType],
};

/**
 * The largest elements of the last axis, in falling order; equal ones in order of place.
 * @param k how many, int64 `[1]`; at most the size of that axis
 * @param size the same as a dimension: a number, or a symbol where it is known only at run time
 * @returns values `[..., k]` and their int64 places `[..., k]`
 */
export function topK(x: Value, k: Value, size: Dim): [values: Value, places: Value] {
  const operator: Operator = {
    name: "TopK",
    infer: ([type]) => {
      const { dtype, shape } = type as TensorType;
      const result = replaceDim(shape, shape.length - 1, size);
      return [
        { dtype, shape: result },
        { dtype: "int64", shape: result },
      ];
    },
  };
  return apply(operator, [x, k], { axis: -1 }) as [Value, Value];
}

/** Whole quotients of int64 tensors, `b` broadcast. */
export function divideIntegers(a: Value, b: Value): Value {
  const operator: Operator = { name: "Div", infer: ([type]) => [type as TensorType] };
  return apply(operator, [a, b])[0] as Value;
}

/** 1 where an index is not 0 (padding), as a real number. */
export function isWord(indices: Value): Value {
  const sign: Operator = { name: "Sign", infer: ([type]) => [type as TensorType] };
  return asReal(apply(sign, [indices])[0] as Value);
}
