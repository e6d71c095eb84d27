import { openBytes, STDIN } from "../../corpus/records/bytes.js";
import { recordsOf } from "../../corpus/records/json-records.js";
import { BlockLines } from "../../corpus/records/lines.js";
import { openRecords } from "../../corpus/records/open-records.js";
import type { SourceRecord } from "../../corpus/records/record.js";

/** Records that are looked through for one that tells what a file holds. */
const MOST_LOOKED_AT = 1000;

/** A file of records of any kind, or standard input, that is read once. */
export class RecordFile {
  /** The columns of a table; undefined for JSON. */
  columns: readonly string[] | undefined;
  /** Read ahead by `first`. */
  private readonly ahead: SourceRecord[][] = [];
  private readonly rest: AsyncGenerator<SourceRecord[]>;
  /** Bytes that were read, unpacked. */
  private unpacked = 0;
  /** Whether these are all. */
  private isWhole = false;
  private readonly source: ReturnType<typeof openBytes>;

  /** @param path a path, or "-" */
  constructor(readonly path: string) {
    this.source = openBytes(path);
    this.rest = this.read();
  }

  /** Size of the file as it lies on the disk; undefined for standard input. */
  get size(): number | undefined {
    return this.source.size;
  }

  /**
   * The first record that can be read, which stays among those that are read.
   * @returns undefined where there is none among the first thousand
   * @throws UserError when the file cannot be read
   */
  async first(): Promise<SourceRecord | undefined> {
    for (let seen = 0; seen < MOST_LOOKED_AT; ) {
      const { value: portion, done } = await this.rest.next();
      if (done) return undefined;
      this.ahead.push(portion);
      const found = portion
        .slice(0, MOST_LOOKED_AT - seen)
        .find(({ error }) => error === undefined);
      if (found) return found;
      seen += portion.length;
    }
    return undefined;
  }

  /**
   * The records in their order, in portions as they come from the disk.
   * @throws UserError when the file cannot be read
   */
  async *portions(): AsyncGenerator<SourceRecord[]> {
    yield* this.ahead.splice(0);
    yield* this.rest;
  }

  /** Ends the reading: nothing more comes from standard input. */
  close(): void {
    if (this.path === STDIN) process.stdin.destroy();
    // A file that is being read is let go of once its next bytes are there.
    void this.rest.return(undefined).catch(() => {});
  }

  /**
   * How far so many bytes of text reach, 0 to 1. What gzip has packed is taken to be packed as well as
   * what was read so far.
   * @returns undefined where that is not known: of standard input, and while the rest of packed bytes is unpacked
   */
  fraction(bytes: number): number | undefined {
    const { size, read } = this.source;
    const isBehind = !this.isWhole && read() === size && this.unpacked !== size;
    if (size === undefined || this.unpacked === 0 || isBehind) return undefined;
    return Math.min(1, (bytes / this.unpacked) * (read() / size));
  }

  private async *read(): AsyncGenerator<SourceRecord[]> {
    const records = await openRecords(this.bytes(), (header) => {
      this.columns = header;
    });
    if ("portions" in records) {
      for await (const portion of records.portions) yield [...portion];
      return;
    }
    let before = 0;
    for await (const block of records.blocks) {
      const lines = new BlockLines(block);
      yield [...recordsOf(lines)].map((record) => ({ ...record, line: before + record.line }));
      before += lines.count;
    }
  }

  private async *bytes(): AsyncGenerator<Buffer> {
    for await (const chunk of this.source.chunks) {
      this.unpacked += chunk.length;
      yield chunk;
    }
    this.isWhole = true;
  }
}
