import type { Readable } from "../decoding/batch-decoder.js";
import { type ClassifierModel, classify } from "../decoding/classify.js";
import type { GeneratedHashtag } from "../decoding/generate.js";
import type { Session } from "../graph/session.js";
import { HashtagClasses } from "../model/hashtag-classes.js";
import { NeuralModel } from "./neural-model.js";
import { NeuralSuggester } from "./neural-suggester.js";
import type { Capabilities, SuggestOptions } from "./suggester.js";

/** A trained classifier, ready to suggest: it chooses among the hashtags of training. */
export class Classifier extends NeuralSuggester {
  readonly capabilities: Capabilities = { openVocabulary: false, ranksMany: true, learns: false };

  private constructor(
    neural: NeuralModel,
    private readonly model: ClassifierModel & { graph: Session },
  ) {
    super(neural);
  }

  /**
   * Loads a model folder.
   * @param threads processor threads; all cores by default
   * @throws UserError when a file is missing or damaged, or was written by another version
   */
  static async open(folder: string, threads?: number): Promise<Classifier> {
    const neural = NeuralModel.read(folder, "classifier");
    const { files, manifest } = neural;
    const file = "hashtags.json";
    const classes = HashtagClasses.fromJSON(files.json(file), files.path(file));
    const graph = await neural.load("model.onnx", threads);
    return new Classifier(neural, { config: manifest.config, classes, graph });
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
