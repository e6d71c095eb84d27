import { describe, it } from "vitest";
import { checkGradients, type GradientCase } from "../../test/finite-differences.js";
import { layerCase } from "../../test/layers.js";
import { add } from "../graph/operators/elementwise.js";
import { concat } from "../graph/operators/joining.js";
import { unsqueeze } from "../graph/operators/layout.js";
import type { TensorData } from "../graph/tensor-data.js";
import { biAttention, NEVER } from "./attention.js";
import type { GeneratorName, ModelConfig } from "./config.js";
import { copyKeys } from "./copying.js";
import { decode, decodeStep } from "./decoder.js";
import { encode, NO_DROPOUT } from "./encoder.js";
import { biGru, gru } from "./gru.js";

type Fixed = TensorData & { shape: (number | string)[] };

/** 1 for words, 0 for padding: `[T, B, 1]`. */
function present(steps: number, lengths: number[], time = "T"): Fixed {
  const words = Array.from({ length: steps }, (_, t) => lengths.map((length) => +(t < length)));
  return {
    data: Float64Array.from(words.flat()),
    dims: [steps, lengths.length, 1],
    shape: [time, "B", 1],
  };
}

/** 0 for words, never for padding: `[B, 1, T]`. */
function mask(steps: number, lengths: number[], time: string): Fixed {
  const scores = lengths.map((length) =>
    Array.from({ length: steps }, (_, t) => (t < length ? 0 : NEVER)),
  );
  return {
    data: Float64Array.from(scores.flat()),
    dims: [lengths.length, 1, steps],
    shape: ["B", 1, time],
  };
}

/** An input whose axes T and B are open. */
const input = (sizes: number[], shape: (number | string)[]) => ({ sizes, shape });

const gruCase = (T: number, B: number, D: number, H: number): GradientCase =>
  layerCase({ x: input([T, B, D], ["T", "B", D]), h: input([B, H], ["B", H]) }, (p, { x, h }) =>
    gru(p, "gru", x, h),
  );

const biGruCase = (lengths: number[], T: number, D: number, H: number): GradientCase =>
  layerCase(
    { x: input([T, lengths.length, D], ["T", "B", D]) },
    (p, { x, present }) => {
      const { hidden, last } = biGru(p, "gru", x, present, H);
      return add(hidden, last);
    },
    { present: present(T, lengths) },
  );

const biAttentionCase = (posts: number[], conversations: number[], d: number): GradientCase => {
  const [Tp, Tc] = [Math.max(...posts), Math.max(1, ...conversations)];
  const B = posts.length;
  return layerCase(
    { hp: input([B, Tp, d], ["B", "Tp", d]), hc: input([B, Tc, d], ["B", "Tc", d]) },
    (p, { hp, hc, ofPost, ofConversation }) => {
      const context = biAttention(
        p,
        { states: hp, mask: ofPost },
        { states: hc, mask: ofConversation },
      );
      return concat([context.ofConversation, context.ofPost], 1);
    },
    { ofPost: mask(Tp, posts, "Tp"), ofConversation: mask(Tc, conversations, "Tc") },
  );
};

const encoderCase = (
  model: GeneratorName,
  posts: number[],
  conversations: number[],
): GradientCase => {
  const sizes = { embedding: 2, hidden: 4, layers: 1, dropout: 0, wordDropout: 0 };
  const config: ModelConfig = { model, vocabulary: 5, outputs: 3, ...sizes };
  const [Tp, Tc] = [Math.max(...posts), Math.max(1, ...conversations)];
  const B = posts.length;
  return layerCase(
    { post: input([Tp, B, 2], ["Tp", "B", 2]), conversation: input([Tc, B, 2], ["Tc", "B", 2]) },
    (p, { post, conversation, ofPost, ofConversation }) => {
      const sources = {
        post: { embedded: post, present: ofPost },
        conversation: { embedded: conversation, present: ofConversation },
      };
      const { states, initial } = encode(p, config, sources, NO_DROPOUT);
      return add(states, unsqueeze(initial, [1]));
    },
    { ofPost: present(Tp, posts, "Tp"), ofConversation: present(Tc, conversations, "Tc") },
  );
};

const decoderCase = (Ty: number, memory: number[], e: number, d: number): GradientCase => {
  const [B, T] = [memory.length, Math.max(...memory)];
  return layerCase(
    {
      previous: input([Ty, B, e], ["Ty", "B", e]),
      initial: input([B, d], ["B", d]),
      states: input([B, T, d], ["B", "T", d]),
    },
    (p, { previous, initial, states, mask }) =>
      decode(p, previous, initial, { states, mask }).features,
    { mask: mask(T, memory, "T") },
  );
};

const stepCase = (K: number, memory: number[], e: number, d: number): GradientCase => {
  const [P, T] = [memory.length, Math.max(...memory)];
  return layerCase(
    {
      previous: input([P, K, e], ["B", "K", e]),
      before: input([P, K, d], ["B", "K", d]),
      states: input([P, T, d], ["B", "T", d]),
    },
    (p, { previous, before, states, mask }) =>
      decodeStep(p, previous, before, { states, mask }).features,
    { mask: mask(T, memory, "T") },
  );
};

const copyCase = (B: number, T: number, d: number): GradientCase =>
  layerCase({ post: input([B, T, d], ["B", "T", d]) }, (p, { post }) => copyKeys(p, post));

const layers: Record<string, GradientCase[]> = {
  "a GRU": [gruCase(3, 2, 2, 3), gruCase(1, 1, 2, 2), gruCase(4, 3, 1, 2)],
  "a bidirectional GRU": [biGruCase([3, 3], 3, 2, 2), biGruCase([1], 1, 3, 2)],
  "a bidirectional GRU over padding": [biGruCase([3, 1, 0], 3, 2, 2), biGruCase([0], 1, 2, 2)],
  "bi-attention": [biAttentionCase([2, 2], [3, 3], 2), biAttentionCase([1], [1], 3)],
  "bi-attention over padding": [biAttentionCase([3, 1], [0, 2], 2)],
  "the merge layers": [encoderCase("bi-attention", [2], [3])],
  "the merge layers over padding": [encoderCase("bi-attention", [2, 1], [0, 2])],
  "the merge layer of the post": [encoderCase("bi-attention-post", [2, 1], [1, 2])],
  "the merge layer of the conversation": [encoderCase("bi-attention-conversation", [2, 1], [0, 2])],
  "the decoder": [decoderCase(3, [2, 2], 2, 3), decoderCase(1, [1], 2, 2)],
  "the decoder over padding": [decoderCase(2, [3, 1], 2, 2)],
  "a step of the decoder": [stepCase(3, [2, 1], 2, 2), stepCase(1, [2], 3, 2)],
  "the keys for copying": [copyCase(2, 3, 2), copyCase(1, 1, 3)],
};

describe("gradients agree with central finite differences through", () => {
  it.each(Object.entries(layers))("%s", async (_, cases) => {
    for (const test of cases) for (const seed of [1, 2]) await checkGradients(test, seed);
  });
});
