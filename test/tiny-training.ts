import { readFileSync } from "node:fs";
import { join } from "node:path";
import { anyManifestSchema } from "../src/model/manifest.js";
import { sha256 } from "../src/support/files.js";
import { readJson } from "../src/support/json.js";
import { parseTrainingOptions, type TrainingOptions } from "../src/training/options.js";

/** Settings of a model that trains in a moment, in this thread, with everything random switched on. */
export function tinyOptions(given: Partial<TrainingOptions> = {}): TrainingOptions {
  return parseTrainingOptions({
    threads: 1,
    embedding: 4,
    hidden: 6,
    layers: 1,
    batch: 8,
    epochs: 3,
    learningRate: 0.02,
    dropout: 0.2,
    wordDropout: 0.1,
    ...given,
  });
}

/** Fingerprints of the files that a trained model consists of. */
export function fingerprints(folder: string): Record<string, string> {
  const manifest = readJson(join(folder, "manifest.json"), anyManifestSchema, "");
  const files = [...Object.keys(manifest.files), "manifest.json"];
  return Object.fromEntries(files.map((file) => [file, sha256(readFileSync(join(folder, file)))]));
}
