import type { Readable } from "../../decoding/batch-decoder.js";
import { type ClassifierModel, classify } from "../../decoding/classify.js";
import type { GeneratedHashtag } from "../../decoding/generate.js";
import { HashtagClasses } from "../../model/hashtag-classes.js";
import type { ModelFiles } from "../model-folder/model-files.js";
import type { LoadedGraph, Runtime } from "../runtime.js";
import type { Capabilities, SuggestOptions } from "../suggester.js";
import { NeuralModel } from "./neural-model.js";
import { NeuralSuggester } from "./neural-suggester.js";

/** A trained classifier, ready to suggest: it chooses among the hashtags of training. */
export class Classifier extends NeuralSuggester {
  readonly capabilities: Capabilities = { openVocabulary: false, ranksMany: true, learns: false };

  private constructor(
    neural: NeuralModel,
    private readonly model: ClassifierModel & { graph: LoadedGraph },
  ) {
    super(neural);
  }

  /** @throws UserError when the model is of another family, or a file holds something else */
  static async read(files: ModelFiles, runtime: Runtime): Promise<Classifier> {
    const neural = NeuralModel.read(files, runtime, "classifier");
    const file = "hashtags.json";
    const classes = HashtagClasses.fromJSON(files.json(file), files.place(file));
    const graph = await neural.load("model.onnx");
    return new Classifier(neural, { config: neural.manifest.config, classes, graph });
  }

  close(): Promise<void> {
    return this.model.graph.close();
  }

  protected rank(
    posts: readonly Readable[],
    options: SuggestOptions,
  ): Promise<GeneratedHashtag[][]> {
    return classify(this.model, posts, options);
  }
}
