import type { Readable } from "../../decoding/batch-decoder.js";
import type { GeneratedHashtag } from "../../decoding/generate.js";
import type { Manifest } from "../../model/manifest.js";
import type { TextReader } from "../../text/text-reader.js";
import { type Companions, readCompanions } from "../model-folder/companions.js";
import type { OpenSuggester } from "../open-suggester.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "../suggester.js";
import type { NeuralModel } from "./neural-model.js";

/** A trained neural model, ready to suggest; the families differ in how they rank. */
export abstract class NeuralSuggester implements OpenSuggester {
  abstract readonly capabilities: Capabilities;
  readonly manifest: Manifest;
  /** Loads what turns texts into words as the training data were, and words into hashtags. */
  readonly openReader: () => Promise<TextReader>;
  readonly companions: Companions;

  protected constructor(private readonly neural: NeuralModel) {
    this.manifest = neural.manifest;
    this.companions = readCompanions(neural.files);
    this.openReader = neural.files.readerOpener(neural.runtime.textResources);
  }

  get name(): string {
    return this.manifest.config.model;
  }

  async suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    const posts = threads.map((thread) => this.neural.encode(thread));
    const lists = await this.rank(posts, options);
    return lists.map((list) => list.map(({ words, probability: score }) => ({ words, score })));
  }

  abstract close(): Promise<void>;

  /** @returns for every post its hashtags, best first */
  protected abstract rank(
    posts: readonly Readable[],
    options: SuggestOptions,
  ): Promise<GeneratedHashtag[][]>;
}
