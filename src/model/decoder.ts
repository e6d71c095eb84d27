import type { Value } from "../graph/graph.js";
import { add } from "../graph/operators/elementwise.js";
import { concat, slice } from "../graph/operators/joining.js";
import { matmul } from "../graph/operators/linear-algebra.js";
import { type Attended, attentionWeights, batchFirst } from "./attention.js";
import { affine, gru, gruInput, gruStep, gruWeights } from "./gru.js";
import type { Parameters } from "./parameters.js";

/** Hidden states of the decoder with what they attend to. */
export interface Decoded {
  /** `s_t` `[B, K, d]` */
  readonly states: Value;
  /** `[s_t; c_t]` `[B, K, 2d]`, what the output layer reads (Eq 8 and 10). */
  readonly features: Value;
}

/**
 * Decodes known words, for training (Eq 8-9). The attention does not feed back into the state, so
 * the GRU runs over all words first and the attention of all steps is one matrix product.
 * @param previous embeddings of the words before each step `[Ty, B, e]`
 * @param initial the state before the first step `[B, d]`
 * @param memory the memory bank `v`, with `[B, T, d]` states
 * @returns for all steps at once: `K` is `Ty`
 */
export function decode(
  parameters: Parameters,
  previous: Value,
  initial: Value,
  memory: Attended,
): Decoded {
  return attend(parameters, batchFirst(gru(parameters, "decoder", previous, initial)), memory);
}

/**
 * One step for several hypotheses of every post.
 * @param previous embeddings of the last words `[P, K, e]`
 * @param states states of the hypotheses `[P, K, d]`
 * @param memory the memory bank `v`, with `[P, T, d]` states
 */
export function decodeStep(
  parameters: Parameters,
  previous: Value,
  states: Value,
  memory: Attended,
): Decoded {
  const size = states.size(-1);
  const weights = gruWeights(parameters, "decoder", size);
  const input = gruInput(parameters, "decoder", previous, size);
  return attend(parameters, gruStep(states, input, weights), memory);
}

/** Global attention of decoder states `[B, K, d]` over the memory bank: `s_t · W_att · v_i` (Eq 8-9). */
function attend(parameters: Parameters, states: Value, memory: Attended): Decoded {
  const size = states.size(-1);
  const queries = matmul(states, parameters.get("decoder.attention", [size, size]));
  const context = matmul(attentionWeights(queries, memory), memory.states);
  return { states, features: concat([states, context], -1) };
}

/**
 * Scores of the output words, `W_v [s; c] + b_v` (Eq 10).
 * @param features `[..., 2d]`
 * @param outputs `V`
 * @returns `[..., V]`
 */
export function outputScores(parameters: Parameters, features: Value, outputs: number): Value {
  return affine(parameters, "output", features, outputs);
}

/**
 * The same scores in two parts: that of the end, which is word 0, `[..., 1]`, and those of all other
 * words `[..., V-1]`. With constant weights the cut is made once, when the graph is loaded.
 */
export function outputScoresApart(
  parameters: Parameters,
  features: Value,
  outputs: number,
): { end: Value; words: Value } {
  const weight = parameters.get("output.weight", [features.size(-1), outputs]);
  const bias = parameters.get("output.bias", [outputs], "zeros");
  const part = (from: number, to: number): Value =>
    add(matmul(features, slice(weight, 1, from, to)), slice(bias, 0, from, to));
  return { end: part(0, 1), words: part(1, outputs) };
}
