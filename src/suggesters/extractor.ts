import type { Readable } from "../decoding/batch-decoder.js";
import { type ExtractorModel, extract } from "../decoding/extract.js";
import type { GeneratedHashtag } from "../decoding/generate.js";
import type { Session } from "../graph/session.js";
import { NeuralModel } from "./neural-model.js";
import { NeuralSuggester } from "./neural-suggester.js";
import type { Capabilities, SuggestOptions } from "./suggester.js";

/** A trained extractor, ready to suggest: it marks words of the post, and gives nothing else. */
export class Extractor extends NeuralSuggester {
  readonly capabilities: Capabilities = { openVocabulary: true, ranksMany: false, learns: false };

  private constructor(
    neural: NeuralModel,
    private readonly model: ExtractorModel & { graph: Session },
  ) {
    super(neural);
  }

  /**
   * Loads a model folder.
   * @param threads processor threads; all cores by default
   * @throws UserError when a file is missing or damaged, or was written by another version
   */
  static async open(folder: string, threads?: number): Promise<Extractor> {
    const neural = NeuralModel.read(folder, "extractor");
    const graph = await neural.load("model.onnx", threads);
    return new Extractor(neural, { config: neural.manifest.config, graph });
  }

  close(): Promise<void> {
    return this.model.graph.close();
  }

  protected rank(
    posts: readonly Readable[],
    options: SuggestOptions,
  ): Promise<GeneratedHashtag[][]> {
    return extract(this.model, posts, options);
  }
}
