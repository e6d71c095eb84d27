import { join } from "node:path";
import type { Vocabulary } from "../dataset/vocabulary.js";
import { toOnnx } from "../graph/onnx.js";
import { decoderGraph, encoderGraph, type TrainedModel } from "../model/inference-graph.js";
import { type Manifest, MODEL_FILES, MODEL_VERSION } from "../model/manifest.js";
import { sha256, writeTogether } from "../support/files.js";
import type { TextKnowledge } from "../text/text-reader.js";
import { modelCard } from "./model-card.js";

/** What the manifest says beside what follows from the model itself. */
export type ModelDescription = Omit<Manifest, "format" | "version" | "config" | "files">;

/**
 * Writes a model folder: the graphs, the vocabulary, how texts are read, the manifest and
 * the model card. The manifest
 * comes last and names the hashes of the others, so that a folder that is not whole is noticed.
 * @throws UserError when the folder cannot be written
 */
export function writeModel(
  folder: string,
  model: TrainedModel,
  vocabulary: Vocabulary,
  knowledge: TextKnowledge,
  description: ModelDescription,
): void {
  const contents: Record<(typeof MODEL_FILES)[number], Uint8Array> = {
    "encoder.onnx": toOnnx(encoderGraph(model)),
    "decoder.onnx": toOnnx(decoderGraph(model)),
    "vocabulary.json": Buffer.from(JSON.stringify(vocabulary)),
    "words.json": Buffer.from(JSON.stringify(knowledge)),
  };
  const hashes = MODEL_FILES.map((file) => [file, sha256(contents[file])]);
  const manifest: Manifest = {
    format: "threadtag-model",
    version: MODEL_VERSION,
    config: model.config,
    ...description,
    files: Object.fromEntries(hashes),
  };
  const files = {
    ...contents,
    "README.md": modelCard(manifest),
    "manifest.json": `${JSON.stringify(manifest, null, 2)}\n`,
  };
  const paths = Object.entries(files).map(([file, content]) => [join(folder, file), content]);
  writeTogether(Object.fromEntries(paths));
}
