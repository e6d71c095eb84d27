import type { SessionOptions } from "../graph/session.js";
import { readModelFolder } from "./model-folder/model-folder.js";
import { nodeRuntime } from "./node-runtime.js";
import { openModel } from "./open-model.js";
import type { OpenSuggester } from "./open-suggester.js";

/**
 * Opens a model folder of any system.
 * @param options of neural systems
 * @throws UserError when a file is missing or damaged, or was written by another version
 */
export async function openSuggester(
  folder: string,
  options: SessionOptions = {},
): Promise<OpenSuggester> {
  return openModel(readModelFolder(folder), nodeRuntime(options));
}
