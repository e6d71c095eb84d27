import { UserError } from "../support/errors.js";
import { BlockPool } from "./block-pool.js";
import type { Portion, Rejected } from "./portion.js";
import { PostReader, type ReadingOptions, UnknownFormatError } from "./post-reader.js";
import { type ByteSource, openBytes } from "./records/bytes.js";
import { RejectedList } from "./rejected-list.js";
import type { ImportRecord, Store } from "./store.js";

/** How to import. */
export interface ImportOptions extends ReadingOptions {
  /** Stop at the first record that cannot be read instead of counting it. */
  readonly strict?: boolean;
  /** The file that lists rejected records, a JSON object per line; it is added to. */
  readonly rejected: string;
  /** Threads that read JSON lines; default: one per core, at most 4. With 0 this thread reads all. */
  readonly threads?: number;
  /**
   * Called with a file of no known format, which is then passed over and not among the results;
   * without it such a file ends the import.
   * @param reason what is wrong and what helps, as a sentence that goes behind the path
   */
  onSkipped?(path: string, reason: string): void;
  /** Called now and then. @param fraction the part of all files that is read, where it is known */
  onProgress?(records: number, fraction: number | undefined): void;
}

/**
 * Imports files into a store. Posts are committed in portions, so that a killed import keeps what it
 * has; importing again adds only what is missing.
 * @param paths files, or "-" for standard input
 * @returns what each file held
 * @throws UserError when a file cannot be read or recognised, or a record cannot with `strict`
 */
export async function importFiles(
  store: Store,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportRecord[]> {
  const importer = new Importer(store, options);
  const sources = paths.map((path) => ({ path, bytes: openBytes(path) }));
  const total = sources.some(({ bytes }) => bytes.size === undefined)
    ? undefined
    : sources.reduce((sum, { bytes }) => sum + (bytes.size as number), 0);
  const results: ImportRecord[] = [];
  let records = 0;
  let behind = 0;
  try {
    for (const { path, bytes } of sources) {
      const result = await importer.importFile(path, bytes, (count) => {
        const fraction = total === undefined ? undefined : (behind + bytes.read()) / (total || 1);
        options.onProgress?.(records + count, fraction);
      });
      behind += bytes.size ?? 0;
      if (!result) continue;
      records += result.records;
      results.push(result);
    }
  } finally {
    await importer.close();
  }
  return results;
}

/** Counts of the file under way. */
interface Counts {
  records: number;
  rejected: number;
  posts: number;
  future: number;
}

class Importer {
  private readonly rejected: RejectedList;
  private readonly pool: BlockPool;
  private readonly now = Date.now();

  constructor(
    private readonly store: Store,
    private readonly options: ImportOptions,
  ) {
    this.rejected = new RejectedList(options.rejected);
    this.pool = new BlockPool(options.threads);
  }

  /** @returns undefined where the file was passed over */
  async importFile(
    path: string,
    bytes: ByteSource,
    onProgress: (records: number) => void,
  ): Promise<ImportRecord | undefined> {
    const reader = new PostReader(path, this.options, this.pool, this.now);
    const counts: Counts = { records: 0, rejected: 0, posts: 0, future: 0 };
    try {
      let lines = 0;
      for await (const portion of reader.read(bytes)) {
        this.reject(path, portion.rejected, lines);
        count(portion, counts);
        lines += portion.lines ?? 0;
        await this.store.addEncoded(portion.posts);
        onProgress(counts.records);
      }
    } catch (error) {
      if (!(error instanceof UnknownFormatError)) throw error;
      if (!this.options.onSkipped) throw new UserError(`${path}: ${error.message}`);
      this.options.onSkipped(path, error.message);
      return undefined;
    }
    const added = await this.store.commit();
    const result = { source: path, format: reader.format?.name ?? "none", ...counts, ...added };
    await this.store.remember(result);
    return result;
  }

  /** Ends the threads, and the list of rejected records. */
  async close(): Promise<void> {
    this.rejected.close();
    await this.pool.close();
  }

  /** @param before lines of the file before those that the records count from */
  private reject(path: string, records: readonly Rejected[], before: number): void {
    const inFile = records.map((each) => ({ ...each, line: before + each.line }));
    const [first] = inFile;
    if (first && this.options.strict) {
      throw new UserError(
        `${path}:${first.line}: ${first.reason}. Mend or remove the record, or import without --strict, which skips and lists such records.`,
      );
    }
    this.rejected.add(path, inFile);
  }
}

function count({ records, rejected, posts, future }: Portion, counts: Counts): void {
  counts.records += records;
  counts.rejected += rejected.length;
  counts.posts += posts.count;
  counts.future += future;
}
