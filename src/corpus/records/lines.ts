import { isUtf8 } from "node:buffer";
import { type Block, MAX_LINE_BYTES } from "./blocks.js";

const NEWLINE = 0x0a;

/** Why bytes are no text. */
export const NOT_UTF8 = "not valid UTF-8";

/** A line of a file, or why it cannot be read. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly error?: string;
}

/** The lines of a block, counted from its first; decoded one by one, as texts of whole blocks are slow to cut. */
export class BlockLines implements Iterable<Line> {
  /** How many were gone through. */
  count = 0;

  constructor(private readonly block: Block) {}

  *[Symbol.iterator](): Generator<Line> {
    const { bytes, tooLong: seen } = this.block;
    if (seen !== undefined) yield { number: ++this.count, text: "", error: tooLong(seen) };
    else yield* this.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  }

  private *decode(block: Buffer): Generator<Line> {
    const isValid = isUtf8(block);
    for (let start = 0; start <= block.length; ) {
      const found = block.indexOf(NEWLINE, start);
      const end = found < 0 ? block.length : found;
      const text = block.toString("utf8", start, end);
      const number = ++this.count;
      if (end - start > MAX_LINE_BYTES) yield { number, text: "", error: tooLong(end - start) };
      else if (isValid || isUtf8(block.subarray(start, end))) yield { number, text };
      else yield { number, text, error: NOT_UTF8 };
      start = end + 1;
    }
  }
}

/** Why a line of so many bytes is not read. */
export function tooLong(bytes: number): string {
  const [length, most] = [bytes, MAX_LINE_BYTES].map((each) => Math.floor(each / 1024 / 1024));
  return `longer than ${most} MiB (${length} MiB and more): no record of a post`;
}
