import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../support/errors.js";
import { readJson } from "../support/json.js";
import { knowledgeSchema, type TextKnowledge } from "../text/text-reader.js";
import { type Instance, instanceSchema, SPLITS, type Split } from "./instance.js";
import { readChunks, readJsonLines } from "./jsonl.js";
import { LANGUAGES } from "./language.js";

const VERSION = 1;
/** What the corpus taught about words and hashtags. */
export const READER_FILE = "words.json";

/** What the folder says to people who find it. */
export const CARD_FILE = "README.md";

/** The file that describes a dataset. */
export const INFO_FILE = "dataset.json";
const REMEDY = "Prepare the dataset again.";
const count = z.int().min(0);

const infoSchema = z.object({
  format: z.literal("threadtag-dataset"),
  version: z.literal(VERSION, `made for another version of threadtag, this one reads ${VERSION}`),
  name: z.string(),
  language: z.enum(LANGUAGES),
  /** The seed of the random split, where threadtag made it. */
  seed: z.int().optional(),
  /** What the dataset was made from, as its maker named it. */
  createdFrom: z.string(),
  /** What became of the posts on the way from the store to the splits, in order. */
  steps: z.array(z.object({ step: z.string(), posts: count })).optional(),
  /** Posts per split. */
  counts: z.object({ train: count, valid: count.optional(), test: count.optional() }),
  /** SHA-256 over the bytes of the split files in the order train, valid, test. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hexadecimal"),
});

/** What `dataset.json` says of a dataset. */
export type DatasetInfo = z.infer<typeof infoSchema>;

/** A dataset in memory: its description and the splits that were asked for. */
export type Dataset<S extends Split = Split> = {
  info: DatasetInfo;
  /** What its corpus taught about words and hashtags; absent where it was tokenised elsewhere. */
  knowledge?: TextKnowledge;
} & Record<S, Instance[]>;

/** What the writer of a dataset has to say of it; the rest of `DatasetInfo` follows from the instances. */
export type DatasetDescription = Pick<
  DatasetInfo,
  "name" | "language" | "seed" | "createdFrom" | "steps"
>;

/**
 * Reads a dataset folder and checks that its files are those that were written together.
 * @param splits the splits that the caller needs; without it every split, a missing one empty
 * @throws UserError naming the file, line and field that is wrong, or how to make a missing split
 */
export function readDataset<S extends Split = Split>(
  folder: string,
  splits?: readonly S[],
): Dataset<S> {
  const info = readDatasetInfo(folder);
  const read: Partial<Record<Split, Instance[]>> = {};
  for (const split of splits ?? SPLITS) {
    if (info.counts[split])
      read[split] = [...readJsonLines(splitPath(folder, split), instanceSchema)];
    else if (splits) throw missingSplit(folder, split);
    else read[split] = [];
  }
  checkHash(folder, info);
  const knowledge = readKnowledge(folder);
  return { info, ...(knowledge && { knowledge }), ...(read as Record<S, Instance[]>) };
}

/**
 * Reads the description of a dataset folder alone.
 * @throws UserError when the folder is not a dataset or its `dataset.json` is damaged
 */
export function readDatasetInfo(folder: string): DatasetInfo {
  const path = join(folder, INFO_FILE);
  if (!existsSync(path)) {
    throw new UserError(
      `${folder}: not a dataset folder (no ${INFO_FILE}). Make one with: threadtag prepare --lines DIR --out ${folder}`,
    );
  }
  return readJson(path, infoSchema, REMEDY);
}

/**
 * Refuses a folder that already holds something, so that a long preparation fails at its start.
 * @throws UserError when the folder is not empty or is a file
 */
export function refuseExisting(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new UserError(`${folder}: is a file. Choose another name for the dataset folder.`);
  }
  if (readdirSync(folder).length === 0) return;
  throw new UserError(
    `${folder}: already exists and is not empty. Choose another folder, or replace the dataset in it with --force.`,
  );
}

/** What `dataset.json` says of split files with these counts and this hash. */
export function describeDataset(
  description: DatasetDescription,
  counts: Partial<Record<Split, number>>,
  hash: string,
): DatasetInfo {
  const format = "threadtag-dataset";
  return infoSchema.parse({ format, version: VERSION, ...description, counts, hash });
}

/** Refuses files that are not those `dataset.json` describes: a model's data hash must be the truth. */
function checkHash(folder: string, info: DatasetInfo): void {
  const hash = createHash("sha256");
  for (const split of SPLITS) {
    if (!info.counts[split]) continue;
    for (const chunk of readChunks(splitPath(folder, split))) hash.update(chunk);
  }
  const actual = hash.digest("hex");
  if (actual === info.hash) return;
  throw new UserError(
    `${folder}: its files were changed after the dataset was written. Prepare it again, or, if the change was meant, put the new hash into ${INFO_FILE}: ${actual}`,
  );
}

function missingSplit(folder: string, split: Split): UserError {
  return new UserError(
    `${folder}: the dataset has no ${split} split. Prepare it again from a folder that has ${split}_post.txt, ${split}_conv.txt and ${split}_tag.txt, or from training files alone with --seed 1, which splits them at random.`,
  );
}

function splitFile(split: Split): string {
  return `${split}.jsonl`;
}

/** What the corpus of a dataset taught; undefined where it was tokenised elsewhere. */
function readKnowledge(folder: string): TextKnowledge | undefined {
  const path = join(folder, READER_FILE);
  return existsSync(path) ? readJson(path, knowledgeSchema, REMEDY) : undefined;
}

/** The file of a split. */
export function splitPath(folder: string, split: Split): string {
  return join(folder, splitFile(split));
}
