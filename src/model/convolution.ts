import type { Value } from "../graph/graph.js";
import { add, mul, sub } from "../graph/operators/elementwise.js";
import { reduceMax } from "../graph/operators/extremes.js";
import { split } from "../graph/operators/joining.js";
import { matmul } from "../graph/operators/linear-algebra.js";
import { shift } from "../graph/operators/shifting.js";
import { NEVER } from "./attention.js";
import type { Parameters } from "./parameters.js";

/**
 * A convolution over time. Every place sees a window of words around it, where beyond the ends there
 * are zeros. All words go through one matrix product; the results are then moved to the places whose
 * windows they belong to, and added up.
 * @param name what the names of its parameters begin with
 * @param x `[T, B, n]`, zeros for padding
 * @param width words of a window; of an even number there is one more behind than before
 * @param size features, `F`
 * @returns `[T, B, F]`
 */
export function convolution(
  parameters: Parameters,
  name: string,
  x: Value,
  width: number,
  size: number,
): Value {
  const weight = parameters.get(`${name}.weight`, [x.size(-1), width * size]);
  const parts = split(matmul(x, weight), -1, new Array(width).fill(size));
  const before = Math.floor((width - 1) / 2);
  const windows = parts.map((part, place) => shift(part, 0, before - place)).reduce(add);
  return add(windows, parameters.get(`${name}.bias`, [size], "zeros"));
}

/**
 * The largest element over all words, padding left out.
 * @param x `[T, B, n]`
 * @param present 1 for words, 0 for padding `[T, B, 1]`
 * @returns `[B, n]`
 */
export function maxOverTime(x: Value, present: Value): Value {
  const absent = sub(x.graph.scalar(1), present);
  return reduceMax(add(x, mul(absent, x.graph.scalar(NEVER))), 0);
}
