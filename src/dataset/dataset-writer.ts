import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StreamedFile } from "../support/streamed-file.js";
import {
  CARD_FILE,
  type DatasetDescription,
  type DatasetInfo,
  describeDataset,
  INFO_FILE,
  READER_FILE,
  splitPath,
} from "./folder.js";
import { SPLITS, type Split, type Splits } from "./instance.js";
import { readChunks } from "./jsonl.js";

/**
 * Writes a dataset folder instance by instance, replacing a dataset that is there and leaving other
 * files alone. All files are complete before the first takes its place, so a full disk leaves the old
 * dataset whole.
 */
export class DatasetWriter {
  private readonly splits = new Map<Split, StreamedFile>();
  /** All files, in the order in which they take their places. */
  private readonly files: StreamedFile[] = [];
  /** The instances of each split so far. */
  readonly counts: Partial<Record<Split, number>> = {};

  constructor(private readonly folder: string) {}

  /**
   * Adds an instance.
   * @param line it as JSON
   * @throws UserError when the folder cannot be written
   */
  add(split: Split, line: string): void {
    let file = this.splits.get(split);
    if (!file) {
      file = this.create(splitPath(this.folder, split));
      this.splits.set(split, file);
    }
    file.write(`${line}\n`);
    this.counts[split] = (this.counts[split] ?? 0) + 1;
  }

  /**
   * Puts the dataset in its place.
   * @param others further files of the folder, by name
   * @returns what `dataset.json` now says
   * @throws UserError when the folder cannot be written
   */
  finish(
    description: DatasetDescription,
    others: Readonly<Record<string, string>> = {},
  ): DatasetInfo {
    for (const file of this.files) file.finish();
    const info = describeDataset(description, this.counts, this.hash());
    const contents = { ...others, [INFO_FILE]: `${JSON.stringify(info, null, 2)}\n` };
    for (const [name, content] of Object.entries(contents)) {
      const file = this.create(join(this.folder, name));
      file.write(content);
      file.finish();
    }
    for (const file of this.files) file.rename();
    for (const split of SPLITS) {
      if (!this.counts[split]) rmSync(splitPath(this.folder, split), { force: true });
    }
    return info;
  }

  /** Removes what was written so far. */
  discard(): void {
    for (const file of this.files) file.discard();
  }

  private create(path: string): StreamedFile {
    const file = new StreamedFile(path);
    this.files.push(file);
    return file;
  }

  /** SHA-256 over the bytes of the split files in the order of the splits. */
  private hash(): string {
    const hash = createHash("sha256");
    for (const split of SPLITS) {
      const file = this.splits.get(split);
      if (file) for (const chunk of readChunks(file.temporaryPath)) hash.update(chunk);
    }
    return hash.digest("hex");
  }
}

/**
 * Writes a dataset that fits into memory; see `DatasetWriter`.
 * @returns what `dataset.json` now says
 * @throws UserError when the folder cannot be written
 */
export function writeDataset(
  folder: string,
  description: DatasetDescription,
  splits: Splits,
): DatasetInfo {
  const writer = new DatasetWriter(folder);
  try {
    for (const split of SPLITS) {
      for (const instance of splits[split] ?? []) writer.add(split, JSON.stringify(instance));
    }
    const isReplaced = existsSync(join(folder, INFO_FILE));
    const info = writer.finish(description);
    // They spoke of the dataset that was there before.
    if (isReplaced)
      for (const file of [READER_FILE, CARD_FILE]) rmSync(join(folder, file), { force: true });
    return info;
  } catch (error) {
    writer.discard();
    throw error;
  }
}
