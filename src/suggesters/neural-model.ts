import { encodeWords } from "../dataset/encode.js";
import { Vocabulary } from "../dataset/vocabulary.js";
import type { Readable } from "../decoding/batch-decoder.js";
import { Session } from "../graph/session.js";
import type { Family } from "../model/config.js";
import { type Manifest, manifestSchema } from "../model/manifest.js";
import { messageOf, UserError } from "../support/errors.js";
import { MODEL_REMEDY, ModelFolder, readManifest } from "./model-folder.js";
import type { Thread } from "./suggester.js";

/** What the models of all neural families have in their folders, beside their graphs. */
export class NeuralModel {
  private constructor(
    readonly manifest: Manifest,
    readonly files: ModelFolder,
    readonly vocabulary: Vocabulary,
  ) {}

  /**
   * Reads a model folder.
   * @throws UserError when a file is missing or damaged, or the model is of another family
   */
  static read(folder: string, family: Family): NeuralModel {
    const manifest = readManifest(folder, manifestSchema(family));
    const files = new ModelFolder(folder, manifest);
    const words = files.json("vocabulary.json");
    return new NeuralModel(
      manifest,
      files,
      Vocabulary.fromJSON(words, files.path("vocabulary.json")),
    );
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
   * @param threads processor threads; all cores by default
   * @throws UserError when ONNX Runtime cannot run it
   */
  async load(file: string, threads?: number): Promise<Session> {
    try {
      return await Session.create(this.files.bytes(file), threads === undefined ? {} : { threads });
    } catch (error) {
      const why = `ONNX Runtime cannot load it (${messageOf(error)})`;
      throw new UserError(`${this.files.path(file)}: ${why}. ${MODEL_REMEDY}`);
    }
  }
}
