import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../support/errors.js";
import { readText } from "../support/files.js";
import { hashtagKey, type Instance, SPLITS, type Split, type Splits } from "./instance.js";

const COLUMNS = ["post", "conv", "tag"] as const;

/**
 * Reads a folder of aligned lines, the paper's released format: line i of `{split}_post.txt`,
 * `{split}_conv.txt` and `{split}_tag.txt` is one instance, words separated by spaces, hashtags by
 * `;`. The ids are the split and the line, `train-1`. Splits without files or lines are left out.
 * @throws UserError when the training files are missing, a file of a split is missing, the files of
 *   a split differ in length, a file is not UTF-8, or a post is empty or has no hashtags
 */
export function readAlignedLines(folder: string): Splits {
  const result: Partial<Splits> = {};
  for (const split of SPLITS) {
    const paths = COLUMNS.map((column) => join(folder, `${split}_${column}.txt`));
    if (split !== "train" && !paths.some((path) => existsSync(path))) continue;
    const instances = readSplit(split, paths);
    if (instances.length > 0) result[split] = instances;
  }
  const { train } = result;
  if (!train) throw new UserError(`${folder}: the training files are empty. Add posts.`);
  return { ...result, train };
}

function readSplit(split: Split, paths: string[]): Instance[] {
  const missing = paths.find((path) => !existsSync(path));
  if (missing) {
    throw new UserError(
      `${missing}: no such file. A split needs its three files: ${COLUMNS.map((column) => `${split}_${column}.txt`).join(", ")}.`,
    );
  }
  const [posts, conversations, tags] = alignedColumns(paths);
  return posts.map((post, i) => ({
    id: `${split}-${i + 1}`,
    post: parsePost(post, `${paths[0]}:${i + 1}`),
    conversation: words(conversations[i]),
    hashtags: parseHashtags(tags[i], `${paths[2]}:${i + 1}`),
  }));
}

/** The lines of the three files of a split, equally many. */
function alignedColumns(paths: string[]): [string[], string[], string[]] {
  const columns = paths.map((path) => readText(path).split("\n"));
  const [posts, , tags] = columns;
  const count = posts.length - (posts.at(-1) === "" ? 1 : 0);
  // Posts and hashtags are never empty, so an empty last piece shows that lines end with a line end.
  // Otherwise line ends only separate lines, and the last conversation may well be empty.
  const isTerminated = posts.at(-1) === "" || tags.at(-1) === "";
  for (const column of columns) {
    if (column.at(-1) === "" && (isTerminated || column.length > count)) column.pop();
  }
  if (columns.some((column) => column.length !== count)) {
    const counts = paths.map((path, i) => `${path} has ${columns[i].length}`);
    throw new UserError(
      `The files of a split need the same number of lines, but ${counts.join(", ")}. Line i of each belongs to the same post: add or remove the lines that do not match.`,
    );
  }
  return columns as [string[], string[], string[]];
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function parsePost(line: string, place: string): string[] {
  const post = words(line);
  if (post.length > 0) return post;
  throw new UserError(
    `${place}: the post is empty. Write its words, or remove this line from all three files.`,
  );
}

/** The distinct hashtags of a line in their order. */
function parseHashtags(line: string, place: string): string[][] {
  const hashtags = new Map<string, string[]>();
  for (const text of line.split(";")) {
    const hashtag = words(text);
    if (hashtag.length > 0) hashtags.set(hashtagKey(hashtag), hashtag);
  }
  if (hashtags.size > 0) return [...hashtags.values()];
  throw new UserError(
    `${place}: the post has no hashtags. Write them separated by ";", or remove this line from all three files.`,
  );
}
