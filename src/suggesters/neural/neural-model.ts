import { encodeWords } from "../../dataset/encode.js";
import { Vocabulary } from "../../dataset/vocabulary.js";
import type { Readable } from "../../decoding/batch-decoder.js";
import type { Family } from "../../model/config.js";
import { type Manifest, manifestSchema } from "../../model/manifest.js";
import { messageOf, UserError } from "../../support/errors.js";
import { MODEL_REMEDY, type ModelFiles } from "../model-folder/model-files.js";
import type { LoadedGraph, Runtime } from "../runtime.js";
import type { Thread } from "../suggester.js";

/** What the models of all neural families have among their files, beside their graphs. */
export class NeuralModel {
  private constructor(
    readonly manifest: Manifest,
    readonly files: ModelFiles,
    readonly runtime: Runtime,
    readonly vocabulary: Vocabulary,
  ) {}

  /** @throws UserError when the model is of another family, or a file holds something else */
  static read(files: ModelFiles, runtime: Runtime, family: Family): NeuralModel {
    const manifest = files.manifest.read(manifestSchema(family));
    const file = "vocabulary.json";
    const vocabulary = Vocabulary.fromJSON(files.json(file), files.place(file));
    return new NeuralModel(manifest, files, runtime, vocabulary);
  }

  /** The first words of a thread, as ids. */
  encode({ post, conversation }: Thread): Readable {
    const { postWords, conversationWords } = this.manifest.truncation;
    return {
      post: encodeWords(post, this.vocabulary, postWords),
      conversation: encodeWords(conversation, this.vocabulary, conversationWords),
      postWords: post.slice(0, postWords),
    };
  }

  /**
   * Loads a graph.
   * @throws UserError when ONNX Runtime cannot run it
   */
  async load(file: string): Promise<LoadedGraph> {
    try {
      return await this.runtime.loadGraph(this.files.bytes(file));
    } catch (error) {
      if (error instanceof UserError) throw error;
      const why = `ONNX Runtime cannot load it (${messageOf(error)})`;
      throw new UserError(`${this.files.place(file)}: ${why}. ${MODEL_REMEDY}`);
    }
  }
}
