const NEWLINE = 0x0a;

/** The longest line that is read: longer ones are no records, and would fill the memory. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Whole lines of a file, that can be read without those before them; or one line that is too long. */
export interface Block {
  /** The lines, without the end of the last one; nothing else uses their memory. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of a line that is too long, the bytes that were seen of it and not kept. */
  readonly tooLong?: number;
}

/** Bytes in blocks, as they come from the disk: an await per line would cost more than the line. */
export async function* readBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Block> {
  const cutter = new BlockCutter();
  for await (const chunk of chunks) yield* cutter.push(chunk);
  yield* cutter.end();
}

/** Cuts bytes at line ends. */
class BlockCutter {
  /** The start of a line, as far as earlier chunks hold it. */
  private unfinished: Buffer[] = [];
  private unfinishedBytes = 0;

  /** @returns the lines that end in this chunk */
  push(chunk: Buffer): Block[] {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.keep(chunk);
      return [];
    }
    const blocks = this.take(chunk.subarray(0, end));
    this.keep(chunk.subarray(end + 1));
    return blocks;
  }

  /** @returns the last line, where the file does not end with a line end */
  end(): Block[] {
    return this.unfinishedBytes > 0 ? this.take(Buffer.alloc(0)) : [];
  }

  /** Keeps the start of a line; of one that is too long only that it was. */
  private keep(bytes: Buffer): void {
    this.unfinishedBytes += bytes.length;
    if (this.unfinishedBytes > MAX_LINE_BYTES) this.unfinished = [];
    else if (bytes.length > 0) this.unfinished.push(bytes);
  }

  /** @param bytes up to the end of a line, the kept ones before them */
  private take(bytes: Buffer): Block[] {
    const { unfinished, unfinishedBytes } = this;
    this.unfinished = [];
    this.unfinishedBytes = 0;
    if (unfinishedBytes <= MAX_LINE_BYTES) return [{ bytes: join([...unfinished, bytes]) }];
    const long = { bytes: Buffer.alloc(0), tooLong: unfinishedBytes };
    const end = bytes.indexOf(NEWLINE);
    return end < 0 ? [long] : [long, { bytes: join([bytes.subarray(end + 1)]) }];
  }
}

/** One copy in memory of its own, which another thread can take over. */
function join(pieces: readonly Buffer[]): Buffer<ArrayBuffer> {
  const joined = Buffer.allocUnsafeSlow(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) at += piece.copy(joined, at);
  return joined;
}
