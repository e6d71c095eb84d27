import type { z } from "zod";
import { anyManifestSchema } from "../../model/manifest.js";
import { textOf } from "../../support/bytes.js";
import { UserError } from "../../support/errors.js";
import { checkForm, parseJson } from "../../support/json-value.js";
import { TextReader, type TextResources } from "../../text/text-reader.js";

/** What to do about a model that is damaged. */
export const MODEL_REMEDY = "Copy the model folder again, or train the model again.";

/** What a model says of itself. */
export const MANIFEST_FILE = "manifest.json";

/** How texts are split into words and hashtags spelt, in every model folder. */
export const READER_FILE = "words.json";

/** Where a file of a model lies, for messages and to find it: a path or a URL. */
export type Place = (file: string) => string;

/** What a model says of itself, before it is known of which kind it is. */
export class ModelManifest {
  /** SHA-256 of the model's other files, by their names. */
  readonly hashes: Readonly<Record<string, string>>;
  private readonly value: unknown;

  /**
   * @param bytes the content of `manifest.json`
   * @throws UserError when it is not the manifest of a model, or of another version
   */
  constructor(
    bytes: Uint8Array,
    readonly place: Place,
  ) {
    const path = place(MANIFEST_FILE);
    this.value = parseJson(textOf(bytes), path, MODEL_REMEDY);
    this.hashes = checkForm(this.value, anyManifestSchema, path, MODEL_REMEDY).files;
  }

  /**
   * What it says.
   * @param schema what it must say
   * @throws UserError when the model is of another kind
   */
  read<M>(schema: z.ZodType<M>): M {
    return checkForm(this.value, schema, this.place(MANIFEST_FILE), MODEL_REMEDY);
  }
}

/** The files of a model, wherever they were read from: all of them those that its manifest names. */
export class ModelFiles {
  /** @param files the content of the files that the manifest names */
  constructor(
    readonly manifest: ModelManifest,
    private readonly files: ReadonlyMap<string, Uint8Array>,
  ) {}

  /** Where a file lies. */
  place(file: string): string {
    return this.manifest.place(file);
  }

  /** Whether the manifest names a file. */
  has(file: string): boolean {
    return this.files.has(file);
  }

  /**
   * The content of a file.
   * @throws UserError when the manifest does not name it
   */
  bytes(file: string): Uint8Array {
    const bytes = this.files.get(file);
    if (bytes) return bytes;
    throw new UserError(`${this.place(MANIFEST_FILE)}: does not name ${file}. ${MODEL_REMEDY}`);
  }

  /**
   * The value in a JSON file.
   * @throws UserError when it is not JSON
   */
  json(file: string): unknown {
    return parseJson(textOf(this.bytes(file)), this.place(file), MODEL_REMEDY);
  }

  /** What loads the model's text reader, without holding the other files in memory until then. */
  readerOpener(resources: () => Promise<TextResources>): () => Promise<TextReader> {
    const bytes = this.bytes(READER_FILE);
    const path = this.place(READER_FILE);
    return async () => {
      const knowledge = parseJson(textOf(bytes), path, MODEL_REMEDY);
      return TextReader.fromJSON(knowledge, await resources(), path);
    };
  }
}

/** A file that is not the one that the manifest names. @param path where it lies */
export function damaged(path: string): UserError {
  return new UserError(
    `${path}: damaged (it is not the file that manifest.json names). ${MODEL_REMEDY}`,
  );
}
