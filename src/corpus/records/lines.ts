import { isUtf8 } from "node:buffer";

const NEWLINE = 0x0a;

/** The longest line that is read: longer ones are no records, and would fill the memory. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Why bytes are no text. */
export const NOT_UTF8 = "not valid UTF-8";

/** A line of a file, or why it cannot be read. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly error?: string;
}

/** Lines in portions, as they come from the disk: an await per line would cost more than the line. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) yield splitter.push(chunk);
  yield splitter.end();
}

/** Cuts bytes into lines. */
class LineSplitter {
  private unfinished: Buffer[] = [];
  private unfinishedBytes = 0;
  private number = 0;

  /** @returns the lines that end in this chunk */
  push(chunk: Buffer): Line[] {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.keep(chunk);
      return [];
    }
    const block = this.take(chunk.subarray(0, end));
    this.keep(chunk.subarray(end + 1));
    return block;
  }

  /** @returns the last line, where the file does not end with a line end */
  end(): Line[] {
    return this.unfinishedBytes > 0 ? this.take(Buffer.alloc(0)) : [];
  }

  /** Keeps the start of a line; of one that is too long only that it was. */
  private keep(bytes: Buffer): void {
    this.unfinishedBytes += bytes.length;
    if (this.unfinishedBytes > MAX_LINE_BYTES) this.unfinished = [];
    else if (bytes.length > 0) this.unfinished.push(bytes);
  }

  /** @param bytes up to the end of a line, the kept ones before them */
  private take(bytes: Buffer): Line[] {
    const { unfinished, unfinishedBytes } = this;
    this.unfinished = [];
    this.unfinishedBytes = 0;
    if (unfinishedBytes <= MAX_LINE_BYTES)
      return this.decode(Buffer.concat([...unfinished, bytes]));
    const lines = [{ number: ++this.number, text: "", error: tooLong(unfinishedBytes) }];
    const end = bytes.indexOf(NEWLINE);
    return end < 0 ? lines : [...lines, ...this.decode(bytes.subarray(end + 1))];
  }

  /** Whole lines to text: all at once where all is valid, else line by line. */
  private decode(block: Buffer): Line[] {
    if (isUtf8(block)) {
      return block
        .toString("utf8")
        .split("\n")
        .map((text) => this.checked(text));
    }
    const lines: Line[] = [];
    for (let start = 0; start <= block.length; ) {
      const found = block.indexOf(NEWLINE, start);
      const end = found < 0 ? block.length : found;
      const bytes = block.subarray(start, end);
      const text = bytes.toString("utf8");
      lines.push(
        isUtf8(bytes) ? this.checked(text) : { number: ++this.number, text, error: NOT_UTF8 },
      );
      start = end + 1;
    }
    return lines;
  }

  private checked(text: string): Line {
    const number = ++this.number;
    return text.length > MAX_LINE_BYTES
      ? { number, text: "", error: tooLong(text.length) }
      : { number, text };
  }
}

/** Why a line of so many bytes is not read. */
export function tooLong(bytes: number): string {
  const [length, most] = [bytes, MAX_LINE_BYTES].map((each) => Math.floor(each / 1024 / 1024));
  return `longer than ${most} MiB (${length} MiB and more): no record of a post`;
}
