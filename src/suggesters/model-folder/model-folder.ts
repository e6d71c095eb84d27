import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../support/errors.js";
import { readBytes, sha256 } from "../../support/files.js";
import {
  damaged,
  MANIFEST_FILE,
  MODEL_REMEDY,
  ModelFiles,
  ModelManifest,
  type Place,
} from "./model-files.js";

/**
 * Reads all files of a model folder.
 * @throws UserError when it is none, or a file is missing or damaged
 */
export function readModelFolder(folder: string): ModelFiles {
  const place: Place = (file) => join(folder, file);
  if (!existsSync(place(MANIFEST_FILE))) {
    throw new UserError(
      `${folder}: not a model folder (no manifest.json). Train a model with: threadtag train DATASET --out ${folder}`,
    );
  }
  const manifest = new ModelManifest(readBytes(place(MANIFEST_FILE)), place);
  const files = Object.entries(manifest.hashes).map(([file, hash]): [string, Uint8Array] => [
    file,
    readNamed(place(file), hash),
  ]);
  return new ModelFiles(manifest, new Map(files));
}

function readNamed(path: string, hash: string): Uint8Array {
  if (!existsSync(path)) throw new UserError(`${path}: missing. ${MODEL_REMEDY}`);
  const bytes = readBytes(path);
  if (sha256(bytes) !== hash) throw damaged(path);
  return bytes;
}
