import type { AnyManifest } from "../model/manifest.js";
import type { TextReader } from "../text/text-reader.js";
import type { Suggester } from "./suggester.js";

/** A suggester that a model folder was opened as. */
export interface OpenSuggester extends Suggester {
  /** What the model is, and what it was trained on. */
  readonly manifest: Pick<AnyManifest, "config" | "dataset" | "training">;
  /** Loads what turns texts into words as the training data were, and words into hashtags. */
  openReader(): Promise<TextReader>;
}
