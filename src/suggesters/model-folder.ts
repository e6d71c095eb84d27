import { existsSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { AnyManifest } from "../model/manifest.js";
import { messageOf, UserError } from "../support/errors.js";
import { readBytes, sha256 } from "../support/files.js";
import { readJson } from "../support/json.js";
import { nodeResources } from "../text/node-resources.js";
import { TextReader } from "../text/text-reader.js";

/** What to do about a model folder that is damaged. */
export const MODEL_REMEDY = "Copy the model folder again, or train the model again.";

/** How texts are split into words and hashtags spelt, in every model folder. */
export const READER_FILE = "words.json";

/**
 * Reads what a model folder says of itself.
 * @param schema what it must say
 * @throws UserError when the folder is not one of a model, or the model is of another kind
 */
export function readManifest<M>(folder: string, schema: z.ZodType<M>): M {
  const path = join(folder, "manifest.json");
  if (!existsSync(path)) {
    throw new UserError(
      `${folder}: not a model folder (no manifest.json). Train a model with: threadtag train DATASET --out ${folder}`,
    );
  }
  return readJson(path, schema, MODEL_REMEDY);
}

/** The files of a model folder, all of them those that its manifest names. */
export class ModelFolder {
  private readonly files: ReadonlyMap<string, Buffer>;

  /**
   * Reads all files.
   * @throws UserError when one is missing or damaged
   */
  constructor(
    private readonly folder: string,
    { files }: Pick<AnyManifest, "files">,
  ) {
    const entries = Object.entries(files);
    this.files = new Map(entries.map(([file, hash]) => [file, this.read(file, hash)]));
  }

  /** Where a file lies. */
  path(file: string): string {
    return join(this.folder, file);
  }

  /**
   * The content of a file.
   * @throws UserError when the manifest does not name it
   */
  bytes(file: string): Buffer {
    const bytes = this.files.get(file);
    if (bytes) return bytes;
    throw new UserError(`${this.path("manifest.json")}: does not name ${file}. ${MODEL_REMEDY}`);
  }

  /**
   * The value in a JSON file.
   * @throws UserError when it is not JSON
   */
  json(file: string): unknown {
    return parseJson(this.bytes(file), this.path(file));
  }

  /** What loads the model's text reader, without holding the other files in memory until then. */
  readerOpener(): () => Promise<TextReader> {
    const bytes = this.bytes(READER_FILE);
    const path = this.path(READER_FILE);
    return async () => TextReader.fromJSON(parseJson(bytes, path), await nodeResources(), path);
  }

  private read(file: string, hash: string): Buffer {
    const path = this.path(file);
    if (!existsSync(path)) throw new UserError(`${path}: missing. ${MODEL_REMEDY}`);
    const bytes = readBytes(path);
    if (sha256(bytes) === hash) return bytes;
    throw new UserError(
      `${path}: damaged (it is not the file that manifest.json names). ${MODEL_REMEDY}`,
    );
  }
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new UserError(`${path}: not valid JSON (${messageOf(error)}). ${MODEL_REMEDY}`);
  }
}
