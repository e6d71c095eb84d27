import { createHash, type Hash } from "node:crypto";
import { RecordError } from "../../corpus/format.js";
import type { Rejected } from "../../corpus/portion.js";
import type { SourceRecord } from "../../corpus/records/record.js";

/** A chunk holds no more text than this and a record, in characters. */
const MOST_CHARACTERS = 4 << 20;

/** What of a rejected record is written down, in characters. */
const EXCERPT = 1000;

/** How far a file is read. */
export interface Position {
  readonly records: number;
  /** Bytes of their texts. */
  readonly bytes: number;
  /** SHA-256 of their texts. */
  readonly digest: string;
}

/** Records that are worked on together. */
export interface Chunk {
  readonly records: readonly SourceRecord[];
  /** What is tagged of each. */
  readonly posts: readonly unknown[];
  readonly rejected: readonly Rejected[];
  /** Where the file stands behind them. */
  readonly end: Position;
}

/** Cuts the records of a file into chunks, the same ones wherever the reading begins. */
export class ChunkReader {
  private readonly hash: Hash = createHash("sha256");
  private passed = 0;
  private bytes = 0;
  private records: SourceRecord[] = [];
  private posts: unknown[] = [];
  private rejected: Rejected[] = [];
  private size = 0;

  /**
   * @param read what is tagged of a record; throws RecordError
   * @param most records in a chunk
   */
  constructor(
    private readonly read: (record: SourceRecord) => unknown,
    private readonly most: number,
  ) {}

  /**
   * @param skip records that are passed over; they are the ends of chunks
   * @param onSkipped told where the file stands behind them, or at its end
   */
  async *chunks(
    portions: AsyncIterable<readonly SourceRecord[]>,
    skip: number,
    onSkipped: (position: Position) => void,
  ): AsyncGenerator<Chunk> {
    let isSkipping = skip > 0;
    for await (const portion of portions) {
      for (const record of portion) {
        this.pass(record);
        if (!isSkipping) this.add(record);
        if (this.isFull) yield this.take();
        if (isSkipping && this.passed === skip) {
          isSkipping = false;
          onSkipped(this.position());
        }
      }
    }
    if (isSkipping) onSkipped(this.position());
    if (this.count > 0) yield this.take();
  }

  private get count(): number {
    return this.records.length + this.rejected.length;
  }

  private get isFull(): boolean {
    return this.count >= this.most || this.size >= MOST_CHARACTERS;
  }

  private pass({ text }: SourceRecord): void {
    this.hash.update(text).update("\n");
    this.passed++;
    this.bytes += Buffer.byteLength(text) + 1;
  }

  private add(record: SourceRecord): void {
    this.size += record.text.length;
    try {
      if (record.error !== undefined) throw new RecordError(record.error);
      this.posts.push(this.read(record));
      this.records.push(record);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      const { line, text } = record;
      this.rejected.push({ line, reason: error.message, text: text.slice(0, EXCERPT) });
    }
  }

  private take(): Chunk {
    const { records, posts, rejected } = this;
    [this.records, this.posts, this.rejected, this.size] = [[], [], [], 0];
    return { records, posts, rejected, end: this.position() };
  }

  private position(): Position {
    const digest = this.hash.copy().digest("hex");
    return { records: this.passed, bytes: this.bytes, digest };
  }
}
