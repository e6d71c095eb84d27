/** The neural generators of the paper, by the names of Tables 4 and 6. */
export const GENERATORS = [
  "bi-attention",
  "bi-attention-post",
  "bi-attention-conversation",
  "seq2seq",
  "seq2seq-conversation",
  "seq2seq-concatenation",
  "seq2seq-copy",
] as const;

/** The classifiers of Table 4: reading the post, and the post with its conversation. */
export const CLASSIFIERS = ["classifier", "classifier-concatenation"] as const;

/** The extractor of Table 4. */
export const EXTRACTORS = ["extractor"] as const;

/** All models that are trained by gradient descent. */
export const NEURAL = [...GENERATORS, ...CLASSIFIERS, ...EXTRACTORS] as const;

/** The name of a neural generator. */
export type GeneratorName = (typeof GENERATORS)[number];

/** The name of a neural model. */
export type NeuralName = (typeof NEURAL)[number];

/** How a model comes to hashtags: it writes their words, chooses among those of training, or marks words of the post. */
export type Family = "generator" | "classifier" | "extractor";

/** What an encoder reads: the post, the conversation, or both one after the other. */
export type Source = "post" | "conversation" | "concatenation";

/** The sizes of a model (paper section 2 and its settings). */
export interface ModelConfig {
  readonly model: NeuralName;
  /** Words of the shared vocabulary, special symbols included. */
  readonly vocabulary: number;
  /**
   * `V`, what the output layer covers: of a generator the words of training hashtags and the end, of
   * a classifier the training hashtags, of an extractor the labels of a word.
   */
  readonly outputs: number;
  /** Size of a word embedding. */
  readonly embedding: number;
  /** Size `d` of hidden states and features; each direction of an encoder has half of it. */
  readonly hidden: number;
  /** Recurrent layers of each encoder; a classifier has none. */
  readonly layers: number;
  /** Share of units dropped while training, between encoder layers and before the output layer. */
  readonly dropout: number;
  /** Share of the words that the encoders do not get to see while training. */
  readonly wordDropout: number;
}

/** The paper's settings (section 3); it hides no words from the encoders. */
export const PAPER_SIZES = {
  embedding: 200,
  hidden: 300,
  layers: 2,
  dropout: 0.1,
  wordDropout: 0,
} as const;

/** The family of a model. */
export function familyOf(model: NeuralName): Family {
  if ((CLASSIFIERS as readonly string[]).includes(model)) return "classifier";
  return (EXTRACTORS as readonly string[]).includes(model) ? "extractor" : "generator";
}

/** What the loss of a family is a mean over. */
export const LOSS_PER: Record<Family, string> = {
  generator: "word",
  classifier: "hashtag",
  extractor: "word of the post",
};

/** What the encoders of a model read, in the order of the memory bank. */
export function sourcesOf(model: NeuralName): readonly Source[] {
  switch (model) {
    case "seq2seq":
    case "seq2seq-copy":
    case "classifier":
      return ["post"];
    case "seq2seq-conversation":
      return ["conversation"];
    case "seq2seq-concatenation":
    case "classifier-concatenation":
      return ["concatenation"];
    default:
      return ["post", "conversation"];
  }
}

/** Whether a model may copy words of the post that the output layer does not cover. */
export function copies(model: NeuralName): boolean {
  return model === "seq2seq-copy";
}
