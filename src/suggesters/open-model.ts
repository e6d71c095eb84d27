import { z } from "zod";
import { type Family, familyOf } from "../model/config.js";
import { anyManifestSchema } from "../model/manifest.js";
import { LearntModel } from "./model-folder/learnt-model.js";
import type { ModelFiles } from "./model-folder/model-files.js";
import { Classifier } from "./neural/classifier.js";
import { Extractor } from "./neural/extractor.js";
import { Generator } from "./neural/generator.js";
import type { NeuralSuggester } from "./neural/neural-suggester.js";
import type { OpenSuggester } from "./open-suggester.js";
import type { Runtime } from "./runtime.js";
import { isSystem, SUGGESTERS } from "./systems.js";

const schema = anyManifestSchema.extend({ config: z.looseObject({ model: z.enum(SUGGESTERS) }) });

const NEURAL: Record<Family, (files: ModelFiles, runtime: Runtime) => Promise<NeuralSuggester>> = {
  generator: Generator.read,
  classifier: Classifier.read,
  extractor: Extractor.read,
};

/**
 * Makes a model of any system from its files.
 * @throws UserError when a file holds something else, or was written by another version
 */
export function openModel(files: ModelFiles, runtime: Runtime): Promise<OpenSuggester> {
  const { model } = files.manifest.read(schema).config;
  return isSystem(model)
    ? LearntModel.read(files, runtime)
    : NEURAL[familyOf(model)](files, runtime);
}
