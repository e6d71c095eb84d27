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

/** The name of a neural generator. */
export type GeneratorName = (typeof GENERATORS)[number];

/** What an encoder reads: the post, the conversation, or both one after the other. */
export type Source = "post" | "conversation" | "concatenation";

/** The sizes of a model (paper section 2 and its settings). */
export interface ModelConfig {
  readonly model: GeneratorName;
  /** Words of the shared vocabulary, special symbols included. */
  readonly vocabulary: number;
  /** `V`, the words the output layer covers: those of training hashtags, and the end. */
  readonly outputs: number;
  /** Size of a word embedding. */
  readonly embedding: number;
  /** Size `d` of hidden states; each direction of an encoder has half of it. */
  readonly hidden: number;
  /** Layers of each encoder. */
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

/** What the encoders of a model read, in the order of the memory bank. */
export function sourcesOf(model: GeneratorName): readonly Source[] {
  switch (model) {
    case "seq2seq":
    case "seq2seq-copy":
      return ["post"];
    case "seq2seq-conversation":
      return ["conversation"];
    case "seq2seq-concatenation":
      return ["concatenation"];
    default:
      return ["post", "conversation"];
  }
}

/** Whether a model may copy words of the post that the output layer does not cover. */
export function copies(model: GeneratorName): boolean {
  return model === "seq2seq-copy";
}
