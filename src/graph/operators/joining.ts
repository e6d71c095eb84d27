import { apply, type Operator, type Site, type Value } from "../graph.js";
import {
  type Dim,
  describeShape,
  GraphError,
  normaliseAxis,
  type Shape,
  sameShape,
  sumOfDims,
  type TensorType,
} from "../tensor-type.js";
import { dimensionOf, outputGradient, zerosLike } from "./layout.js";

/** Joins tensors along an axis. */
export function concat(values: readonly Value[], axis: number): Value {
  const at = normaliseAxis("Concat", axis, (values[0] as Value).shape.length);
  return apply(concatOperator, values, { axis: at })[0] as Value;
}

const concatOperator: Operator = {
  name: "Concat",
  infer: (inputs, { axis }) => {
    const [first] = inputs as [TensorType];
    const beside = ({ shape }: TensorType): Shape => shape.filter((_, i) => i !== axis);
    for (const other of inputs) {
      if (!sameShape(beside(first), beside(other))) {
        throw new GraphError(
          `Concat: shapes ${describeShape(first.shape)} and ${describeShape(other.shape)} differ beside axis ${axis}`,
        );
      }
    }
    const total = sumOfDims(inputs.map(({ shape }) => shape[axis as number] as Dim));
    return [{ dtype: first.dtype, shape: replaceDim(first.shape, axis as number, total) }];
  },
  gradient: (site, input) => partOfGradient(site, input, site.attributes.axis as number),
};

/** The part of a concatenation's gradient that belongs to one of its inputs. */
function partOfGradient(site: Site, input: number, axis: number): Value {
  const gradient = outputGradient(site);
  const dims = site.inputTypes.map(({ shape }) => shape[axis] as Dim);
  const size = dims[input] as Dim;
  const ahead = dims.slice(0, input);
  if ([...ahead, size].every((dim) => typeof dim === "number")) {
    const start = ahead.reduce((sum: number, dim) => sum + (dim as number), 0);
    return slice(gradient, axis, start, start + (size as number));
  }
  // A size that is known only at run time is read off the input itself.
  const sizeOf = (i: number): Value => dimensionOf(site.input(i), axis);
  const start = ahead.map((_, i) => sizeOf(i)).reduce(addSizes, gradient.graph.integers([0]));
  return sliceBetween(gradient, axis, start, addSizes(start, sizeOf(input)), size);
}

const addSizesOperator: Operator = { name: "Add", infer: ([a]) => [a as TensorType] };

function addSizes(a: Value, b: Value): Value {
  return apply(addSizesOperator, [a, b])[0] as Value;
}

/** Elements `start` (inclusive) to `end` (exclusive) of an axis. Has no gradient. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  const at = normaliseAxis("Slice", axis, x.shape.length);
  const dim = x.shape[at];
  if (start < 0 || end <= start || (typeof dim === "number" && end > dim)) {
    throw new GraphError(
      `Slice: ${start} to ${end} lies outside axis ${at} of ${describeShape(x.shape)}`,
    );
  }
  return sliceBetween(x, at, x.graph.integers([start]), x.graph.integers([end]), end - start);
}

/** Elements `start` to the last of an axis. Has no gradient. */
export function sliceFrom(x: Value, axis: number, start: number): Value {
  const dim = x.shape[axis] as Dim;
  const size = typeof dim === "number" ? dim - start : `${dim}-${start}`;
  return sliceBetween(x, axis, x.graph.integers([start]), dimensionOf(x, axis), size);
}

function sliceBetween(x: Value, axis: number, start: Value, end: Value, size: Dim): Value {
  const operator: Operator = {
    name: "Slice",
    infer: ([type]) => [{ ...(type as TensorType), shape: replaceDim(x.shape, axis, size) }],
  };
  return apply(operator, [x, start, end, x.graph.integers([axis])])[0] as Value;
}

/** Turns an axis around: the last element comes first. */
export function reverse(x: Value, axis: number): Value {
  const operator: Operator = {
    name: "Slice",
    infer: ([type]) => [type as TensorType],
    gradient: (site) => reverse(outputGradient(site), axis),
  };
  const bounds = [-1, Number.MIN_SAFE_INTEGER, axis, -1].map((n) => x.graph.integers([n]));
  return apply(operator, [x, ...bounds])[0] as Value;
}

/** Cuts an axis of known size into parts. */
export function split(x: Value, axis: number, sizes: readonly number[]): Value[] {
  const at = normaliseAxis("Split", axis, x.shape.length);
  return apply(splitOperator(sizes), [x, x.graph.integers(sizes)], { axis: at });
}

function splitOperator(sizes: readonly number[]): Operator {
  return {
    name: "Split",
    infer: ([x], { axis }) => {
      const { dtype, shape } = x as TensorType;
      if (shape[axis as number] !== sumOfDims(sizes)) {
        throw new GraphError(
          `Split: sizes [${sizes}] do not add up to axis ${axis} of ${describeShape(shape)}`,
        );
      }
      return sizes.map((size) => ({ dtype, shape: replaceDim(shape, axis as number, size) }));
    },
    gradient: (site) => {
      const parts = sizes.map((_, i) => site.outputGradient(i) ?? zerosLike(site.output(i)));
      return concat(parts, site.attributes.axis as number);
    },
  };
}

/** A shape with another size at one axis. */
export function replaceDim(shape: Shape, axis: number, dim: Dim): Shape {
  return shape.map((old, i) => (i === axis ? dim : old));
}
