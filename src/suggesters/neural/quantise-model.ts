import { existsSync } from "node:fs";
import { join } from "node:path";
import { quantise } from "../../graph/quantise.js";
import { type Family, familyOf, NEURAL } from "../../model/config.js";
import { anyManifestSchema, manifestSchema } from "../../model/manifest.js";
import { UserError } from "../../support/errors.js";
import { readBytes, writeAtomically } from "../../support/files.js";
import { modelCard } from "../../training/model-card.js";
import { writeModelFolder } from "../../training/model-folder.js";
import { MANIFEST_FILE, type ModelFiles } from "../model-folder/model-files.js";
import { readModelFolder } from "../model-folder/model-folder.js";

/** What a training run leaves beside the files that the manifest names. */
const RECORDS = ["history.json", "curve.svg"];

/** The files of a model before and after, in bytes. */
export interface QuantisedSize {
  readonly before: number;
  readonly after: number;
}

/**
 * Writes a copy of a neural model with the large matrices of its graphs in 8 bits.
 * @param folder the folder of a model in float32
 * @param out the folder to write
 * @throws UserError when the model is not neural, damaged or quantised already, or `out` holds a model
 */
export function quantiseModel(folder: string, out: string): QuantisedSize {
  if (existsSync(join(out, MANIFEST_FILE))) {
    throw new UserError(`${out}: already holds a model. Choose a new folder for --out.`);
  }
  const files = readModelFolder(folder);
  const family = familyIn(files);
  if (!family) {
    throw new UserError(`${folder}: holds no network. Only neural models can be quantised.`);
  }
  if (isQuantised(files, family)) {
    throw new UserError(`${folder}: is quantised already. Give the model as it was trained.`);
  }
  return writeQuantised(files, out);
}

/** Whether a model is neural and in float32. */
export function isQuantisable(files: ModelFiles): boolean {
  const family = familyIn(files);
  return family !== undefined && !isQuantised(files, family);
}

/**
 * As `quantiseModel`, of a model that is read already.
 * @param out the folder to write; a model in it is replaced
 * @throws UserError when the folder cannot be written
 */
export function writeQuantised(files: ModelFiles, out: string): QuantisedSize {
  const family = familyIn(files) as Family;
  const { files: hashes, ...description } = files.manifest.read(manifestSchema(family).loose());
  const names = Object.keys(hashes);
  const contents = names.map((name): [string, Uint8Array] => [name, quantisedFile(files, name)]);
  for (const record of RECORDS) {
    const path = files.place(record);
    if (existsSync(path)) writeAtomically(join(out, record), readBytes(path));
  }
  const int8 = { ...description, precision: "int8" as const };
  writeModelFolder(out, Object.fromEntries(contents), int8, modelCard);
  return {
    before: totalOf(names.map((name) => files.bytes(name))),
    after: totalOf(contents.map(([, bytes]) => bytes)),
  };
}

/** The family of a neural model; undefined for others. */
function familyIn(files: ModelFiles): Family | undefined {
  const { model } = files.manifest.read(anyManifestSchema).config;
  const neural = NEURAL.find((name) => name === model);
  return neural && familyOf(neural);
}

function isQuantised(files: ModelFiles, family: Family): boolean {
  return files.manifest.read(manifestSchema(family)).precision === "int8";
}

function quantisedFile(files: ModelFiles, name: string): Uint8Array {
  const bytes = files.bytes(name);
  return name.endsWith(".onnx") ? quantise(bytes) : bytes;
}

function totalOf(files: readonly Uint8Array[]): number {
  return files.reduce((sum, { length }) => sum + length, 0);
}
