import type { Value } from "../graph/graph.js";
import { mul, tanh } from "../graph/operators/elementwise.js";
import { concat } from "../graph/operators/joining.js";
import { matmul } from "../graph/operators/linear-algebra.js";
import { attentionWeights, batchFirst, scoreMask } from "./attention.js";
import type { ModelConfig } from "./config.js";
import {
  type Dropout,
  type EmbeddedSource,
  type EmbeddedSources,
  encodeSource,
} from "./encoder.js";
import { affine } from "./gru.js";
import type { Parameters } from "./parameters.js";

/**
 * What is known of each word of the post for labelling it (Zhang et al. 2018): its state in a
 * bidirectional GRU, and what the conversation says to it.
 * @returns `[B, Tp, d]`
 */
export function taggingFeatures(
  parameters: Parameters,
  config: ModelConfig,
  sources: EmbeddedSources,
  dropout: Dropout,
): Value {
  const { post, conversation } = sources as Record<"post" | "conversation", EmbeddedSource>;
  const { states } = encodeSource(parameters, config, "post", post, dropout);
  const context = readMemory(parameters, states, {
    embedded: dropout.words("conversation", conversation.embedded),
    present: conversation.present,
  });
  return tanh(affine(parameters, "merge", concat([states, context], -1), config.hidden));
}

/** Scores of the labels, `[..., V]`, from features `[..., d]`. */
export function labelScores(parameters: Parameters, config: ModelConfig, features: Value): Value {
  return affine(parameters, "output", features, config.outputs);
}

/**
 * One hop of an end-to-end memory network (Sukhbaatar et al. 2015): every word of the conversation is
 * an input memory, which the words of the post attend to, and an output memory, which they get. An
 * empty conversation says 0.
 * @param queries `[B, Tp, d]`
 * @returns `[B, Tp, d]`
 */
function readMemory(
  parameters: Parameters,
  queries: Value,
  { embedded, present }: EmbeddedSource,
): Value {
  const words = batchFirst(mul(embedded, present));
  const shape = [words.size(-1), queries.size(-1)];
  const memory = (name: string): Value => matmul(words, parameters.get(`memory.${name}`, shape));
  const attended = { states: memory("input"), mask: scoreMask(present) };
  return matmul(attentionWeights(queries, attended), memory("output"));
}
