import { messageOf, UserError } from "../support/errors.js";
import type { BlockPool } from "./block-pool.js";
import type { Format } from "./format.js";
import { FORMATS, recogniseFormat } from "./formats/index.js";
import { type ColumnMap, checkColumns } from "./formats/table.js";
import { type Portion, readPortion } from "./portion.js";
import type { Block } from "./records/blocks.js";
import type { ByteSource } from "./records/bytes.js";
import { recordsOf } from "./records/json-records.js";
import { BlockLines } from "./records/lines.js";
import { openRecords } from "./records/open-records.js";
import type { SourceRecord } from "./records/record.js";

/** How to read files of posts. */
export interface ReadingOptions {
  /** The format of all files; without it each file's records decide. */
  readonly format?: Format;
  /** The columns that tables must have. */
  readonly columns?: ColumnMap;
  /** Called with every file before its posts are stored, and with what it was taken for. */
  onFile?(path: string, format: Format): void;
}

/** A file is of no known format; the message goes behind its path. */
export class UnknownFormatError extends Error {
  override readonly name = "UnknownFormatError";
}

/** Reads the posts of a file. */
export class PostReader {
  /** Undefined as long as no record tells it. */
  format: Format | undefined;

  /**
   * @param pool reads JSON lines
   * @param now when the import began, in milliseconds since 1970
   */
  constructor(
    private readonly path: string,
    private readonly options: ReadingOptions,
    private readonly pool: BlockPool,
    private readonly now: number,
  ) {}

  /**
   * The posts in portions as they come from the disk, in their order.
   * @throws UserError when the file cannot be read or lacks columns
   * @throws UnknownFormatError
   */
  async *read({ chunks, size = 0 }: ByteSource): AsyncGenerator<Portion> {
    const records = await openRecords(chunks, (header) => this.checkHeader(header));
    if (this.options.format) this.take(this.options.format);
    if ("blocks" in records) {
      this.pool.expect(size);
      yield* this.readBlocks(records.blocks);
    } else {
      for await (const portion of records.portions) yield this.readHere(portion);
    }
  }

  private async *readBlocks(blocks: AsyncGenerator<Block>): AsyncGenerator<Portion> {
    try {
      while (!this.format) {
        const { value: block, done } = await blocks.next();
        if (done) return;
        const lines = new BlockLines(block);
        yield { ...this.readHere(recordsOf(lines)), lines: lines.count };
      }
      yield* this.pool.read(blocks, { format: this.format, now: this.now });
    } finally {
      await blocks.return(undefined);
    }
  }

  /** Reads records in this thread; the first that can tell the format do. */
  private readHere(portion: Iterable<SourceRecord>): Portion {
    const records = this.format ? portion : [...portion];
    if (!this.format) this.recognise(records);
    return readPortion(records, { format: this.format, now: this.now });
  }

  private recognise(records: Iterable<SourceRecord>): void {
    const values = [...records].filter(({ error }) => error === undefined);
    if (values.length === 0) return;
    const format = recogniseFormat(values.map(({ value }) => value));
    if (format) this.take(format);
    else {
      const names = FORMATS.map(({ name }) => name).join(", ");
      throw new UnknownFormatError(
        `no known format (${names}). Name it with --format, or say with --map what the columns of a table hold.`,
      );
    }
  }

  private take(format: Format): void {
    this.format = format;
    this.options.onFile?.(this.path, format);
  }

  private checkHeader(header: readonly string[]): void {
    try {
      if (this.options.columns) checkColumns(this.options.columns, header);
    } catch (error) {
      throw new UserError(`${this.path}: ${messageOf(error)}`, 2, { cause: error });
    }
  }
}
