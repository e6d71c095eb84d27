import { apply, type Operator, type Value } from "../graph.js";
import {
  type Dim,
  describeShape,
  GraphError,
  normaliseAxis,
  sumOfDims,
  type TensorType,
} from "../tensor-type.js";
import { replaceDim } from "./joining.js";
import { outputGradient } from "./layout.js";

/** Puts zeros before and behind the elements of an axis. */
export function pad(x: Value, axis: number, before: number, behind: number): Value {
  const { graph } = x;
  const at = normaliseAxis("Pad", axis, x.shape.length);
  const size = sumOfDims([x.shape[at] as Dim, before + behind]);
  const operator: Operator = {
    name: "Pad",
    infer: ([type]) => [resized(type as TensorType, at, size)],
    gradient: (site) => crop(outputGradient(site), at, before, behind, x.shape[at] as Dim),
  };
  const inputs = [x, graph.integers([before, behind]), graph.scalar(0), graph.integers([at])];
  return apply(operator, inputs)[0] as Value;
}

/**
 * Leaves out the first and last elements of an axis.
 * @param size what is left; it must be given where the size of the axis is a symbol
 */
export function crop(
  x: Value,
  axis: number,
  before: number,
  behind: number,
  size: Dim = sizeLeft(x, axis, before + behind),
): Value {
  const { graph } = x;
  const at = normaliseAxis("Slice", axis, x.shape.length);
  const operator: Operator = {
    name: "Slice",
    infer: ([type]) => [resized(type as TensorType, at, size)],
    gradient: (site) => pad(outputGradient(site), at, before, behind),
  };
  const end = behind === 0 ? Number.MAX_SAFE_INTEGER : -behind;
  const bounds = [before, end, at].map((n) => graph.integers([n]));
  return apply(operator, [x, ...bounds])[0] as Value;
}

/**
 * Moves the elements of an axis by some places; zeros move in, and what moves out is lost.
 * @param by places towards the end, or towards the start where negative
 */
export function shift(x: Value, axis: number, by: number): Value {
  if (by === 0) return x;
  const [before, behind] = [Math.max(by, 0), Math.max(-by, 0)];
  return crop(pad(x, axis, before, behind), axis, behind, before, x.shape.at(axis) as Dim);
}

function sizeLeft(x: Value, axis: number, less: number): number {
  const dim = x.shape.at(axis);
  if (typeof dim === "number" && dim > less) return dim - less;
  throw new GraphError(
    `crop: cannot leave out ${less} elements of axis ${axis} of ${describeShape(x.shape)}`,
  );
}

function resized({ dtype, shape }: TensorType, axis: number, size: Dim): TensorType {
  return { dtype, shape: replaceDim(shape, axis, size) };
}
