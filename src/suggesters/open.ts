import { z } from "zod";
import { anyManifestSchema } from "../model/manifest.js";
import { LearntModel } from "./learnt-model.js";
import { readManifest } from "./model-folder.js";
import { openNeural } from "./open-neural.js";
import type { OpenSuggester } from "./open-suggester.js";
import { isSystem, SUGGESTERS } from "./systems.js";

const schema = anyManifestSchema.extend({ config: z.looseObject({ model: z.enum(SUGGESTERS) }) });

/**
 * Opens a model folder of any system.
 * @param threads processor threads of a neural system; all cores by default
 * @throws UserError when a file is missing or damaged, or was written by another version
 */
export async function openSuggester(
  folder: string,
  { threads }: { threads?: number } = {},
): Promise<OpenSuggester> {
  const { model } = readManifest(folder, schema).config;
  return isSystem(model) ? LearntModel.open(folder) : openNeural(folder, model, threads);
}
