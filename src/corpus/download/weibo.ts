import { join } from "node:path";
import { type DownloadOptions, downloadFile, isComplete } from "./download.js";

/** The folder of the paper's Weibo data in the repository of its authors. */
export const WEIBO_URL =
  "https://raw.githubusercontent.com/yuewang-cuhk/HashtagGeneration/HEAD/data/Weibo/";

/** The files and the SHA-1 of their git blobs. */
export const WEIBO_FILES: Readonly<Record<string, string>> = {
  "train_post.txt": "c4a3d4149719361a78f7fe8ae530dca6b7341351",
  "train_conv.txt": "8aaeeb525e5ecbc3497a1b793d10b966e305b09f",
  "train_tag.txt": "29a27f9a2222d139ed6c9e04666bae488c17f6e4",
  "valid_post.txt": "ec3c5d84684a2274d9997139759f617eb0321fe6",
  "valid_conv.txt": "4331436960cc77b927da0390accf85e95a85ae8c",
  "valid_tag.txt": "c293a259c9f8d3151da7be415218b699ab2106fa",
  "test_post.txt": "50965d1f620f32767097ed4e4ecac5872882afb0",
  "test_conv.txt": "1b555649c3ed6699dbb72ae363d7367bb9346894",
  "test_tag.txt": "da768963f33e974dccf17e0fc67b83e8aa61b468",
};

/** What a download did. */
export interface Downloaded {
  /** Names of the files that were fetched. */
  readonly fetched: readonly string[];
  /** Names of those that were already there. */
  readonly present: readonly string[];
}

/**
 * Fetches files of one folder on a server, except those that are already there.
 * @param from the folder's address
 * @param hashes the SHA-1 of each file's git blob by its name
 * @param optionsOf the options for one file
 * @throws UserError as `downloadFile` does; the files before it are kept
 */
export async function downloadFolder(
  from: URL,
  folder: string,
  hashes: Readonly<Record<string, string>>,
  optionsOf: (name: string) => DownloadOptions = () => ({}),
): Promise<Downloaded> {
  const fetched: string[] = [];
  const present: string[] = [];
  const base = from.href.endsWith("/") ? from.href : `${from.href}/`;
  for (const [name, hash] of Object.entries(hashes)) {
    const file = { url: new URL(name, base), path: join(folder, name), hash };
    if (isComplete(file)) {
      present.push(name);
      continue;
    }
    await downloadFile(file, optionsOf(name));
    fetched.push(name);
  }
  return { fetched, present };
}
