import { join } from "node:path";
import type { Vocabulary } from "../dataset/vocabulary.js";
import { KNOWN_FILE, type KnownHashtags } from "../model/known-hashtags.js";
import { type Manifest, MODEL_VERSION } from "../model/manifest.js";
import type { ParameterData } from "../model/parameters.js";
import { sha256, writeTogether } from "../support/files.js";
import type { TextKnowledge } from "../text/text-reader.js";
import { modelCard } from "./model-card.js";
import type { Task } from "./task.js";

/** What the manifest says beside what follows from the model itself. */
export type ModelDescription = Omit<Manifest, "format" | "version" | "config" | "files">;

/** What a model's words and hashtags are. */
export interface ModelWords {
  readonly vocabulary: Vocabulary;
  /** How texts are split into words, and hashtags spelt. */
  readonly knowledge: TextKnowledge;
  /** The hashtags of the training posts. */
  readonly known: KnownHashtags;
}

/** The manifest of a folder of the files F that is described by D. */
type ManifestOf<F extends string, D> = Pick<Manifest, "format" | "version"> &
  D & { files: Record<F, string> };

/**
 * Writes the folder of a neural model: what its family makes of the trained numbers, and its words.
 * @throws UserError when the folder cannot be written
 */
export function writeModel(
  folder: string,
  task: Task,
  parameters: ParameterData,
  { vocabulary, knowledge, known }: ModelWords,
  description: ModelDescription,
): void {
  const contents = {
    ...task.files(parameters),
    "vocabulary.json": Buffer.from(JSON.stringify(vocabulary)),
    "words.json": Buffer.from(JSON.stringify(knowledge)),
    [KNOWN_FILE]: Buffer.from(JSON.stringify(known)),
  };
  writeModelFolder(folder, contents, { config: task.config, ...description }, modelCard);
}

/**
 * Writes a model folder of any kind: its files, the model card, and last the manifest that names the
 * hashes of the files.
 * @param contents the files by name
 * @param description what the manifest says of the model
 * @param card makes the README from the manifest
 * @throws UserError when the folder cannot be written
 */
export function writeModelFolder<F extends string, D extends object>(
  folder: string,
  contents: Readonly<Record<F, Uint8Array>>,
  description: D,
  card: (manifest: ManifestOf<F, D>) => string,
): void {
  const hashes = Object.entries<Uint8Array>(contents).map(([file, bytes]) => [file, sha256(bytes)]);
  const manifest: ManifestOf<F, D> = {
    format: "threadtag-model",
    version: MODEL_VERSION,
    ...description,
    files: Object.fromEntries(hashes),
  };
  const files = {
    ...contents,
    "README.md": card(manifest),
    "manifest.json": `${JSON.stringify(manifest, null, 2)}\n`,
  };
  const paths = Object.entries(files).map(([file, content]) => [join(folder, file), content]);
  writeTogether(Object.fromEntries(paths));
}
