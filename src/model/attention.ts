import type { Value } from "../graph/graph.js";
import { add, mul, sub } from "../graph/operators/elementwise.js";
import { transpose } from "../graph/operators/layout.js";
import { matmul, transposeMatrix } from "../graph/operators/linear-algebra.js";
import { softmax } from "../graph/operators/softmax.js";
import type { Parameters } from "./parameters.js";

/** Added to the score of padding: far enough below any real score that its weight is exactly 0. */
export const NEVER = -1e4;

/** Representations to attend to, and which of them are words. */
export interface Attended {
  /** `[B, T, d]` */
  readonly states: Value;
  /** 0 for words, a large negative number for padding `[B, 1, T]`. */
  readonly mask: Value;
}

/** Turns presence `[T, B, 1]` into a mask that is added to scores `[B, 1, T]`. */
export function scoreMask(present: Value): Value {
  const { graph } = present;
  const absent = sub(graph.scalar(1), transpose(present, [1, 2, 0]));
  return mul(absent, graph.scalar(NEVER));
}

/**
 * Weights of dot-product attention, padding left out (Eq 9).
 * @param queries `[B, Tq, d]`
 * @returns weights that sum to 1 over the attended states `[B, Tq, T]`
 */
export function attentionWeights(queries: Value, attended: Attended): Value {
  return normalise(matmul(queries, transposeMatrix(attended.states)), attended);
}

/** Softmax over the attended states: scores `[B, Tq, T]`. */
function normalise(scores: Value, { mask }: Attended): Value {
  return softmax(add(scores, mask), -1);
}

/** Both directions of attention between two sequences. */
export interface BiAttention {
  /** What the conversation says to each post word, `rc: [B, Tp, d]` (Eq 4). */
  readonly ofConversation: Value;
  /** What the post says to each conversation word, `rp: [B, Tc, d]`. */
  readonly ofPost: Value;
  /** How much of each conversation word each post word takes in, `[B, Tp, Tc]` (Eq 3; Figure 4). */
  readonly weights: Value;
}

/**
 * Bi-attention (Eq 3-4): the scores `hp_i · W · hc_j` are normalised once over the conversation and
 * once over the post.
 * @param post `hp`, with `[B, Tp, d]` states
 * @param conversation `hc`, with `[B, Tc, d]` states; where it has no word, all states must be 0
 */
export function biAttention(
  parameters: Parameters,
  post: Attended,
  conversation: Attended,
): BiAttention {
  const size = post.states.size(-1);
  const weight = parameters.get("biAttention.weight", [size, size]);
  const scores = matmul(matmul(post.states, weight), transposeMatrix(conversation.states));
  const weights = normalise(scores, conversation);
  return {
    ofConversation: matmul(weights, conversation.states),
    ofPost: matmul(normalise(transposeMatrix(scores), post), post.states),
    weights,
  };
}

/** Moves the batch to the front: `[T, B, n]` to `[B, T, n]`. */
export function batchFirst(x: Value): Value {
  return transpose(x, [1, 0, 2]);
}
