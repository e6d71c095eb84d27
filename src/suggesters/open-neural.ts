import { type Family, familyOf, type NeuralName } from "../model/config.js";
import { Classifier } from "./classifier.js";
import { Extractor } from "./extractor.js";
import { Generator } from "./generator.js";
import type { NeuralSuggester } from "./neural-suggester.js";

const OPENERS: Record<Family, (folder: string, threads?: number) => Promise<NeuralSuggester>> = {
  generator: Generator.open,
  classifier: Classifier.open,
  extractor: Extractor.open,
};

/**
 * Opens the folder of a neural model.
 * @param model what the folder's manifest says it is
 * @param threads processor threads; all cores by default
 * @throws UserError when a file is missing or damaged, or was written by another version
 */
export function openNeural(
  folder: string,
  model: NeuralName,
  threads?: number,
): Promise<NeuralSuggester> {
  return OPENERS[familyOf(model)](folder, threads);
}
