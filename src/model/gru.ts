import type { Value } from "../graph/graph.js";
import { add, mul, sigmoid, sub, tanh } from "../graph/operators/elementwise.js";
import { concat, reverse, split } from "../graph/operators/joining.js";
import { dimensionOf, squeeze, unsqueeze, zeros } from "../graph/operators/layout.js";
import { matmul } from "../graph/operators/linear-algebra.js";
import { scan } from "../graph/scan.js";
import type { Dim } from "../graph/tensor-type.js";
import type { Initial, Parameters } from "./parameters.js";

/** The recurrent weights of a GRU of size `H` (or of two side by side, as `[2, ...]`). */
export interface GruWeights {
  /** Of the reset and update gates: `[H, 2H]`. */
  readonly gates: Value;
  /** Of the candidate: `[H, H]`. */
  readonly candidate: Value;
}

/**
 * One step of a gated recurrent unit (Cho et al. 2014). The update gate says how much of the
 * candidate is taken, as in Chung et al. 2014; the reset gate acts behind the candidate's matrix
 * product, so that both products can run at once.
 * @param h hidden state `[..., B, H]`
 * @param x the input's part of gates and candidate, biases included
 * @param present 1 for a word, 0 for padding `[..., B, 1]`: padding leaves the state as it is
 * @returns the next hidden state `[..., B, H]`
 */
export function gruStep(h: Value, x: GruInput, weights: GruWeights, present?: Value): Value {
  const size = h.size(-1);
  const gates = sigmoid(add(x.gates, matmul(h, weights.gates)));
  const [reset, update] = split(gates, -1, [size, size]) as [Value, Value];
  const candidate = tanh(add(x.candidate, mul(reset, matmul(h, weights.candidate))));
  const taken = present ? mul(update, present) : update;
  return add(h, mul(taken, sub(candidate, h)));
}

/** What the input adds to the gates `[..., 2H]` (reset, update) and to the candidate `[..., H]`. */
export interface GruInput {
  readonly gates: Value;
  readonly candidate: Value;
}

/**
 * The input's part of a GRU, for all steps at once.
 * @param x `[..., D]`
 * @param size `H`
 */
export function gruInput(parameters: Parameters, name: string, x: Value, size: number): GruInput {
  return {
    gates: affine(parameters, `${name}.gates`, x, 2 * size),
    candidate: affine(parameters, `${name}.candidate`, x, size),
  };
}

/**
 * The recurrent weights of a GRU.
 * @param size `H`
 * @param stack `[2]` for two directions side by side
 */
export function gruWeights(
  parameters: Parameters,
  name: string,
  size: number,
  stack: readonly number[] = [],
): GruWeights {
  return {
    gates: parameters.get(`${name}.gates.recurrent`, [...stack, size, 2 * size]),
    candidate: parameters.get(`${name}.candidate.recurrent`, [...stack, size, size]),
  };
}

/**
 * A gated recurrent layer from the first word to the last.
 * @param name what the names of its parameters begin with
 * @param x inputs `[T, B, D]`
 * @param initial the state before the first word `[B, H]`
 * @returns hidden states `[T, B, H]`
 */
export function gru(parameters: Parameters, name: string, x: Value, initial: Value): Value {
  const size = initial.size(-1);
  const weights = gruWeights(parameters, name, size);
  const input = gruInput(parameters, name, x, size);
  const { emitted } = scan([initial], [input.gates, input.candidate], ([h], [gates, candidate]) => {
    const next = gruStep(h as Value, { gates, candidate } as GruInput, weights);
    return { states: [next], emitted: [next] };
  });
  return emitted[0] as Value;
}

/** What a bidirectional layer yields. */
export interface BiGruResult {
  /** Hidden states of both directions, side by side `[T, B, 2H]` (Eq 1-2). */
  readonly hidden: Value;
  /** The states behind the last word of each direction `[B, 2H]`. */
  readonly last: Value;
}

/**
 * A bidirectional gated recurrent layer (Eq 1-2). Both directions run in one loop, as `[2, B, H]`.
 * @param name what the names of its parameters begin with
 * @param x inputs `[T, B, D]`
 * @param present 1 for words, 0 for padding `[T, B, 1]`
 * @param size `H`, the size of one direction
 */
export function biGru(
  parameters: Parameters,
  name: string,
  x: Value,
  present: Value,
  size: number,
): BiGruResult {
  const forwards = gruInput(parameters, `${name}.forward`, x, size);
  const backwards = gruInput(parameters, `${name}.backward`, reverse(x, 0), size);
  const sequences = [
    stackSides(forwards.gates, backwards.gates),
    stackSides(forwards.candidate, backwards.candidate),
    stackSides(present, reverse(present, 0)),
  ];
  const weights = gruWeights(parameters, name, size, [2]);
  const initial = zeros([2, x.shape[1] as Dim, size], [2, dimensionOf(x, 1), size]);
  const { states, emitted } = scan([initial], sequences, ([h], [gates, candidate, present]) => {
    const next = gruStep(h as Value, { gates, candidate } as GruInput, weights, present);
    return { states: [next], emitted: [next] };
  });
  const [forward, backward] = unstackSides(emitted[0] as Value, 1);
  return {
    hidden: concat([forward, reverse(backward, 0)], -1),
    last: concat(unstackSides(states[0] as Value, 0), -1),
  };
}

/** Two tensors `[T, B, n]` as one `[T, 2, B, n]`. */
function stackSides(forward: Value, backward: Value): Value {
  return concat([unsqueeze(forward, [1]), unsqueeze(backward, [1])], 1);
}

function unstackSides(x: Value, axis: number): [Value, Value] {
  return split(x, axis, [1, 1]).map((side) => squeeze(side, [axis])) as [Value, Value];
}

/**
 * A linear map with bias.
 * @param x `[..., D]`
 * @param initial how `W` starts
 * @returns `x · W + b`, `[..., size]`
 */
export function affine(
  parameters: Parameters,
  name: string,
  x: Value,
  size: number,
  initial: Initial = "glorot",
): Value {
  const weight = parameters.get(`${name}.weight`, [x.size(-1), size], initial);
  return add(matmul(x, weight), parameters.get(`${name}.bias`, [size], "zeros"));
}
