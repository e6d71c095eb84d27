import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { anyManifestSchema } from "../model/manifest.js";
import { readBytes, readText, sha256 } from "../support/files.js";
import { readJson } from "../support/json.js";

/** A file of a model as it was when the model was opened. */
export interface ModelFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** When it was written, in milliseconds since 1970. */
  readonly written: number;
}

/** What a model's folder tells besides the model. */
export interface ModelDetails {
  /** The README. */
  readonly card?: string;
  /** By name. Only these are given away. */
  readonly files: ReadonlyMap<string, ModelFile>;
}

const REMEDY = "Restore it from a copy of the model, or train again.";

/** @throws UserError when a file is missing or damaged */
export function readModelDetails(folder: string): ModelDetails {
  const path = (name: string) => join(folder, name);
  const manifest = readJson(path("manifest.json"), anyManifestSchema, REMEDY);
  const others = ["manifest.json", "README.md"].filter((name) => existsSync(path(name)));
  const hashes = Object.fromEntries(others.map((name) => [name, sha256(readBytes(path(name)))]));
  const files = Object.entries({ ...manifest.files, ...hashes }).map(
    ([name, hash]) => [name, fileAt(path(name), hash)] as const,
  );
  return {
    ...(others.includes("README.md") && { card: readText(path("README.md")) }),
    files: new Map(files),
  };
}

/** Whether a file is still what it was when the model was opened. */
export function isUnchanged({ path, bytes, written }: ModelFile): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.size === bytes && found.mtimeMs === written;
}

function fileAt(path: string, hash: string): ModelFile {
  const { size, mtimeMs } = statSync(path);
  return { path, bytes: size, sha256: hash, written: mtimeMs };
}
