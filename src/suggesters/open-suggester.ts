import type { AnyManifest } from "../model/manifest.js";
import type { TextReader } from "../text/text-reader.js";
import type { Companions } from "./model-folder/companions.js";
import type { Suggester, Thread } from "./suggester.js";

/** A post that a model has learnt from and that resembles a thread. */
export interface SimilarPost {
  readonly text: string;
  /** Its hashtags, as words. */
  readonly hashtags: readonly (readonly string[])[];
  /** In (0, 1]; 1 where all that is compared is the same. */
  readonly similarity: number;
}

/** How much each post word attends to each conversation word. */
export interface AttentionWeights {
  readonly post: readonly string[];
  readonly conversation: readonly string[];
  /** `[Tp, Tc]`, in [0, 1]; each row adds up to 1. */
  readonly weights: readonly (readonly number[])[];
}

/** A suggester that a model folder was opened as. */
export interface OpenSuggester extends Suggester {
  /** What the model is, and what it was trained on. */
  readonly manifest: Pick<AnyManifest, "config" | "dataset" | "training">;
  /** Loads what turns texts into words as the training data were, and words into hashtags. */
  openReader(): Promise<TextReader>;
  /** What goes with the model. */
  readonly companions: Companions;
  /** The posts that resemble a thread most, first the most similar; absent where it keeps no posts. */
  similarPosts?(thread: Thread, count: number): SimilarPost[];
  /** The weights of bi-attention, over the words that the model reads; absent where it has none. */
  attention?(thread: Thread): Promise<AttentionWeights>;
}
