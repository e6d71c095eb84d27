import { closeSync, openSync, writeSync } from "node:fs";
import { messageOf, UserError } from "../support/errors.js";
import { type Format, RecordError } from "./format.js";
import { FORMATS, recogniseFormat } from "./formats/index.js";
import { type ColumnMap, checkColumns } from "./formats/table.js";
import type { Post } from "./post.js";
import { type ByteSource, openBytes } from "./records/bytes.js";
import { openRecords } from "./records/open-records.js";
import type { SourceRecord } from "./records/record.js";
import type { ImportRecord, Store } from "./store.js";

/** A clock that is wrong by less does not make a date a future one, in milliseconds. */
const CLOCK_TOLERANCE = 24 * 60 * 60 * 1000;

/** What of a rejected record is written down, in characters. */
const EXCERPT = 1000;

/** How to import. */
export interface ImportOptions {
  /** The format of all files; without it each file's records decide. */
  readonly format?: Format;
  /** The columns that tables must have. */
  readonly columns?: ColumnMap;
  /** Stop at the first record that cannot be read instead of counting it. */
  readonly strict?: boolean;
  /** The file that lists rejected records, a JSON object per line; it is added to. */
  readonly rejected: string;
  /** Called with every file before its posts are stored, and with what it was taken for. */
  onFile?(path: string, format: Format): void;
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
      records += result.records;
      behind += bytes.size ?? 0;
      results.push(result);
    }
  } finally {
    importer.close();
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
  private rejectedFile: number | undefined;
  private readonly now = Date.now();

  constructor(
    private readonly store: Store,
    private readonly options: ImportOptions,
  ) {}

  async importFile(
    path: string,
    { chunks }: ByteSource,
    onProgress: (records: number) => void,
  ): Promise<ImportRecord> {
    const counts: Counts = { records: 0, rejected: 0, posts: 0, future: 0 };
    let format: Format | undefined;
    for await (const portion of openRecords(chunks, (header) => this.checkHeader(path, header))) {
      format ??= this.formatOf(path, portion);
      await this.store.add(this.read(path, portion, format, counts));
      onProgress(counts.records);
    }
    const added = await this.store.commit();
    const result = { source: path, format: format?.name ?? "none", ...counts, ...added };
    await this.store.remember(result);
    return result;
  }

  /** Ends the list of rejected records. */
  close(): void {
    if (this.rejectedFile !== undefined) closeSync(this.rejectedFile);
  }

  private checkHeader(path: string, header: readonly string[]): void {
    try {
      if (this.options.columns) checkColumns(this.options.columns, header);
    } catch (error) {
      throw new UserError(`${path}: ${messageOf(error)}`, 2, { cause: error });
    }
  }

  /** The format of a file, as asked for or as its records show; undefined where there are none yet. */
  private formatOf(path: string, portion: readonly SourceRecord[]): Format | undefined {
    const format = this.options.format ?? this.recognise(path, portion);
    if (format) this.options.onFile?.(path, format);
    return format;
  }

  private recognise(path: string, portion: readonly SourceRecord[]): Format | undefined {
    const values = portion.filter((each) => each.error === undefined).map((each) => each.value);
    if (values.length === 0) return undefined;
    const format = recogniseFormat(values);
    if (format) return format;
    throw new UserError(
      `${path}: no known format (${FORMATS.map(({ name }) => name).join(", ")}). Name it with --format, or say with --map what the columns of a table hold.`,
    );
  }

  /** The posts of a portion; records that hold none are listed. */
  private read(
    path: string,
    portion: readonly SourceRecord[],
    format: Format | undefined,
    counts: Counts,
  ): Post[] {
    const posts: Post[] = [];
    for (const record of portion) {
      counts.records++;
      try {
        if (record.error !== undefined) throw new RecordError(record.error);
        for (const post of format?.read(record.value) ?? [])
          posts.push(this.checkDate(post, counts));
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        counts.rejected++;
        this.reject(path, record, error.message);
      }
    }
    counts.posts += posts.length;
    return posts;
  }

  /** A date in the future would put a reply behind all others: it is set aside, and counted. */
  private checkDate(post: Post, counts: Counts): Post {
    if (post.createdAt === undefined) return post;
    if (Date.parse(post.createdAt) <= this.now + CLOCK_TOLERANCE) return post;
    counts.future++;
    const { createdAt: _, ...undated } = post;
    return undated;
  }

  private reject(path: string, { line, text }: SourceRecord, reason: string): void {
    if (this.options.strict) {
      throw new UserError(
        `${path}:${line}: ${reason}. Mend or remove the record, or import without --strict, which skips and lists such records.`,
      );
    }
    this.rejectedFile ??= openList(this.options.rejected);
    const entry = { file: path, line, reason, text: text.slice(0, EXCERPT) };
    writeSync(this.rejectedFile, `${JSON.stringify(entry)}\n`);
  }
}

/** Opens the list of rejected records, to add to it. */
function openList(path: string): number {
  try {
    return openSync(path, "a");
  } catch (error) {
    throw new UserError(
      `${path}: cannot be written (${messageOf(error)}). Name another file with --rejected.`,
      2,
      { cause: error },
    );
  }
}
