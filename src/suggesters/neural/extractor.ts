import type { Readable } from "../../decoding/batch-decoder.js";
import { type ExtractorModel, extract } from "../../decoding/extract.js";
import type { GeneratedHashtag } from "../../decoding/generate.js";
import type { ModelFiles } from "../model-folder/model-files.js";
import type { LoadedGraph, Runtime } from "../runtime.js";
import type { Capabilities, SuggestOptions } from "../suggester.js";
import { NeuralModel } from "./neural-model.js";
import { NeuralSuggester } from "./neural-suggester.js";

/** A trained extractor, ready to suggest: it marks words of the post, and gives nothing else. */
export class Extractor extends NeuralSuggester {
  readonly capabilities: Capabilities = { openVocabulary: true, ranksMany: false, learns: false };

  private constructor(
    neural: NeuralModel,
    private readonly model: ExtractorModel & { graph: LoadedGraph },
  ) {
    super(neural);
  }

  /** @throws UserError when the model is of another family, or a file holds something else */
  static async read(files: ModelFiles, runtime: Runtime): Promise<Extractor> {
    const neural = NeuralModel.read(files, runtime, "extractor");
    const graph = await neural.load("model.onnx");
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
