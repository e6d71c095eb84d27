import type { SessionOptions } from "../graph/session.js";
import { readModelFolder } from "../suggesters/model-folder/model-folder.js";
import { nodeRuntime } from "../suggesters/node-runtime.js";
import { loadModel } from "./loaded-model.js";
import { Tagger } from "./tagger.js";

export type { ModelInfo } from "./model-info.js";

/** Suggests hashtags for texts with a model in a folder. */
export class Threadtag extends Tagger {
  /**
   * Opens a model.
   * @param folder made by `threadtag train` or {@link train}
   * @param options processor threads of a neural model; all cores by default
   * @throws UserError when a file is missing or damaged, or was written by another version
   */
  static async open(folder: string, options: SessionOptions = {}): Promise<Threadtag> {
    return new Threadtag(await loadModel(readModelFolder(folder), nodeRuntime(options)));
  }
}
