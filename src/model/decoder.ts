import type { Value } from "../graph/graph.js";
import { add } from "../graph/operators/elementwise.js";
import { concat } from "../graph/operators/joining.js";
import { matmul, transposeMatrix } from "../graph/operators/linear-algebra.js";
import { softmax } from "../graph/operators/softmax.js";
import { batchFirst } from "./attention.js";
import { affine, gru, gruInput, gruStep, gruWeights } from "./gru.js";
import type { Parameters } from "./parameters.js";

/** The memory bank as the decoder reads it. */
export interface DecoderMemory {
  /** `v` `[B, T, d]` */
  readonly states: Value;
  /** `W_att · vᵀ` `[B, d, T]`, the same in every step. */
  readonly keys: Value;
  /** Added to scores: 0 for words, a large negative number for padding `[B, 1, T]`. */
  readonly mask: Value;
}

/** Hidden states of the decoder with what they attend to. */
export interface Decoded {
  /** `s_t` `[B, K, d]` */
  readonly states: Value;
  /** `[s_t; c_t]` `[B, K, 2d]`, what the output layer reads (Eq 8 and 10). */
  readonly features: Value;
}

/** The keys of the decoder's attention: `W_att · vᵀ` (Eq 9), `[B, T, d]` to `[B, d, T]`. */
export function attentionKeys(parameters: Parameters, memory: Value): Value {
  const size = memory.size(-1);
  return matmul(parameters.get("decoder.attention", [size, size]), transposeMatrix(memory));
}

/**
 * Decodes known words, for training (Eq 8-9). The attention does not feed back into the state, so
 * the GRU runs over all words first and the attention of all steps is one matrix product.
 * @param previous embeddings of the words before each step `[Ty, B, e]`
 * @param initial the state before the first step `[B, d]`
 */
export function decode(
  parameters: Parameters,
  previous: Value,
  initial: Value,
  memory: DecoderMemory,
): Decoded {
  return attend(batchFirst(gru(parameters, "decoder", previous, initial)), memory);
}

/**
 * One step for several hypotheses of every post.
 * @param previous embeddings of the last words `[P, K, e]`
 * @param states states of the hypotheses `[P, K, d]`
 */
export function decodeStep(
  parameters: Parameters,
  previous: Value,
  states: Value,
  memory: DecoderMemory,
): Decoded {
  const size = states.size(-1);
  const weights = gruWeights(parameters, "decoder", size);
  const input = gruInput(parameters, "decoder", previous, size);
  return attend(gruStep(states, input, weights), memory);
}

/** Global attention of decoder states `[B, K, d]` over the memory bank (Eq 8-9). */
function attend(states: Value, memory: DecoderMemory): Decoded {
  const weights = softmax(add(matmul(states, memory.keys), memory.mask), -1);
  return { states, features: concat([states, matmul(weights, memory.states)], -1) };
}

/**
 * Scores of the output words, `W_v [s; c] + b_v` (Eq 10).
 * @param features `[..., 2d]`
 * @returns `[..., V]`
 */
export function outputScores(parameters: Parameters, features: Value, outputs: number): Value {
  return affine(parameters, "output", features, outputs);
}
