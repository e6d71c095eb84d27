import type { Value } from "../graph/graph.js";
import { tanh } from "../graph/operators/elementwise.js";
import { concat } from "../graph/operators/joining.js";
import { type Attended, batchFirst, biAttention, scoreMask } from "./attention.js";
import { type ModelConfig, type Source, sourcesOf } from "./config.js";
import { affine, biGru } from "./gru.js";
import type { Parameters } from "./parameters.js";

/** An embedded source: post, conversation, or both. */
export interface EmbeddedSource {
  /** Word embeddings `[T, B, e]`. */
  readonly embedded: Value;
  /** 1 for words, 0 for padding `[T, B, 1]`. */
  readonly present: Value;
}

/** The embedded sources of a model, by what they are. */
export type EmbeddedSources = Readonly<Partial<Record<Source, EmbeddedSource>>>;

/** Drops units or whole words while training; the identity otherwise. `name` tells the places apart. */
export interface Dropout {
  /** Drops single numbers of a tensor of any shape. */
  units(name: string, x: Value): Value;
  /** Drops words as a whole. @param x embeddings `[T, B, e]` */
  words(name: string, x: Value): Value;
}

/** Drops nothing: validation and inference. */
export const NO_DROPOUT: Dropout = { units: (_, x) => x, words: (_, x) => x };

/** What the decoder attends to, and how its state starts. */
export interface MemoryBank extends Attended {
  /** The decoder's first state `[B, d]`. */
  readonly initial: Value;
}

/** A source after its encoder. */
export interface Encoded extends Attended {
  /** The last states of both directions `[B, d]`. */
  readonly last: Value;
}

/**
 * The encoder side of every generator: one encoder per source, bi-attention and merge layers where
 * the model has them (paper section 2; Table 6 for the variants). The paper does not say how the
 * decoder's state starts: here by a learned projection of all encoders' last states.
 * @param sources embedded sources, those that `sourcesOf(config.model)` names
 */
export function encode(
  parameters: Parameters,
  config: ModelConfig,
  sources: EmbeddedSources,
  dropout: Dropout,
): MemoryBank {
  const encoded = sourcesOf(config.model).map((source) =>
    encodeSource(parameters, config, source, sources[source] as EmbeddedSource, dropout),
  );
  const last = concat(
    encoded.map((source) => source.last),
    -1,
  );
  const initial = tanh(affine(parameters, "initial", last, config.hidden));
  const [post, conversation] = encoded as [Encoded, Encoded];
  const bank = encoded.length === 1 ? post : merge(parameters, config, post, conversation);
  return { states: bank.states, mask: bank.mask, initial };
}

/** A stack of bidirectional GRU layers, with dropout between them (Eq 1-2). */
export function encodeSource(
  parameters: Parameters,
  config: ModelConfig,
  source: Source,
  { embedded, present }: EmbeddedSource,
  dropout: Dropout,
): Encoded {
  let x = dropout.words(source, embedded);
  let last: Value | undefined;
  for (let layer = 1; layer <= config.layers; layer++) {
    const name = `${source}.layer${layer}`;
    const input = layer === 1 ? x : dropout.units(name, x);
    const result = biGru(parameters, name, input, present, config.hidden / 2);
    x = result.hidden;
    last = result.last;
  }
  return { states: batchFirst(x), mask: scoreMask(present), last: last as Value };
}

/**
 * Bi-attention and the merge layers: `v = [vp; vc]`, or one half of it (Eq 3-6). The merge layers
 * start by passing the sum of what they merge: drawn at random they would hide from the decoder, for
 * several epochs, which word is which.
 */
function merge(
  parameters: Parameters,
  config: ModelConfig,
  post: Encoded,
  conversation: Encoded,
): Attended {
  const context = biAttention(parameters, post, conversation);
  const fuse = (name: string, own: Attended, other: Value): Attended => {
    const joined = concat([own.states, other], -1);
    const states = tanh(affine(parameters, name, joined, config.hidden, "passing"));
    return { states, mask: own.mask };
  };
  const vp = (): Attended => fuse("merge.post", post, context.ofConversation);
  const vc = (): Attended => fuse("merge.conversation", conversation, context.ofPost);
  if (config.model === "bi-attention-post") return vp();
  if (config.model === "bi-attention-conversation") return vc();
  return alongTime(vp(), vc());
}

function alongTime(first: Attended, second: Attended): Attended {
  return {
    states: concat([first.states, second.states], 1),
    mask: concat([first.mask, second.mask], 2),
  };
}
