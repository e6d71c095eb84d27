import type { ModelFiles } from "../suggesters/model-folder/model-files.js";
import { openModel } from "../suggesters/open-model.js";
import type { OpenSuggester } from "../suggesters/open-suggester.js";
import type { Runtime } from "../suggesters/runtime.js";
import type { TextReader } from "../text/text-reader.js";

/** A model with what reads texts for it. */
export interface LoadedModel {
  readonly suggester: OpenSuggester;
  /** Reads texts as the training posts were read. */
  readonly reader: TextReader;
  /** SHA-256 of the model's files by name. */
  readonly hashes: Readonly<Record<string, string>>;
}

/**
 * Loads a model from its files.
 * @throws UserError when a file holds something else, or was written by another version
 */
export async function loadModel(files: ModelFiles, runtime: Runtime): Promise<LoadedModel> {
  const suggester = await openModel(files, runtime);
  try {
    return { suggester, reader: await suggester.openReader(), hashes: files.manifest.hashes };
  } catch (error) {
    await suggester.close();
    throw error;
  }
}
