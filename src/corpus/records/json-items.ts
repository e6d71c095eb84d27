import { isUtf8 } from "node:buffer";
import { type Line, NOT_UTF8 } from "./lines.js";

const [NEWLINE, SPACE, QUOTE, COMMA, BACKSLASH] = [0x0a, 0x20, 0x22, 0x2c, 0x5c];
const [LIST_START, LIST_END, OBJECT_START, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Why a value at the end of a file cannot be read. */
export const CUT_OFF = "ends in the middle of a JSON value";

/** The longest item that is read: longer ones leave no room to parse them. */
const MAX_ITEM_BYTES = 256 * 1024 * 1024;

/**
 * The items of JSON lists, and the objects outside of lists, as text, in portions as they come from the
 * disk. What stands before a list, such as the `window.YTD.tweets.part0 =` of account archives, is
 * passed over. A string without its second quote costs the items of its line alone.
 * @returns each with the line it begins in
 */
export async function* readItems(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const splitter = new ItemSplitter();
  for await (const chunk of chunks) yield splitter.push(chunk);
  yield splitter.end();
}

/** Cuts JSON where its items end. */
class ItemSplitter {
  private items: Line[] = [];
  /** The item under way, as far as earlier chunks hold it. */
  private pieces: Buffer[] = [];
  private bytes = 0;
  private line = 1;
  /** The line in which the item under way begins; 0 before its first sign. */
  private itemLine = 0;
  /** How many brackets are open. */
  private depth = 0;
  private isList = false;
  private inString = false;
  private isEscaped = false;

  /** @returns the items that end in this chunk */
  push(chunk: Buffer): Line[] {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte > SPACE && this.itemLine === 0) this.itemLine = this.line;
      if (byte === NEWLINE) {
        if (this.inString) start = this.cut(chunk, start, i);
        this.line++;
      } else if (this.inString) this.readString(byte);
      else if (byte === QUOTE) this.inString = this.depth > 0;
      else if (byte === LIST_START || byte === OBJECT_START) {
        if (this.depth++ === 0) start = this.open(byte, i);
      } else if (byte === LIST_END || byte === OBJECT_END) {
        if (this.depth > 0 && --this.depth === 0) start = this.close(chunk, start, i);
      } else if (byte === COMMA && this.isList && this.depth === 1) {
        start = this.emit(chunk.subarray(start, i), i + 1);
      }
    }
    if (this.depth > 0) this.keep(chunk.subarray(start));
    return this.take();
  }

  /** @returns the item in whose middle the file ends, if it does */
  end(): Line[] {
    if (this.depth === 0) return [];
    // A list that ends behind a comma lacks an item, too.
    if (this.itemLine === 0) return [{ number: this.line, text: "", error: CUT_OFF }];
    this.emit(Buffer.alloc(0), 0);
    return this.take();
  }

  private take(): Line[] {
    const { items } = this;
    this.items = [];
    return items;
  }

  private readString(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.inString = false;
  }

  /** Begins a list, or an object outside of one. @returns where its first item starts */
  private open(bracket: number, at: number): number {
    this.isList = bracket === LIST_START;
    this.itemLine = this.isList ? 0 : this.line;
    return this.isList ? at + 1 : at;
  }

  /** Ends a list, or an object outside of one. @returns where the next may start */
  private close(chunk: Buffer, start: number, at: number): number {
    return this.emit(chunk.subarray(start, this.isList ? at : at + 1), at + 1);
  }

  /** Ends an item at a line end inside a string, which JSON does not have: a quote is missing. */
  private cut(chunk: Buffer, start: number, at: number): number {
    this.inString = false;
    this.isEscaped = false;
    this.depth = this.isList ? 1 : 0;
    return this.emit(chunk.subarray(start, at), at + 1);
  }

  /** Ends an item with the last bytes of it. @returns `next`, where the next one starts */
  private emit(last: Buffer, next: number): number {
    this.keep(last);
    const number = this.itemLine;
    const bytes = Buffer.concat(this.pieces);
    const isTooLong = this.bytes > MAX_ITEM_BYTES;
    this.pieces = [];
    this.bytes = 0;
    this.itemLine = 0;
    if (number === 0) return next;
    const text = bytes.toString("utf8").trim();
    if (isTooLong) this.items.push({ number, text, error: "longer than 256 MiB" });
    else this.items.push(isUtf8(bytes) ? { number, text } : { number, text, error: NOT_UTF8 });
    return next;
  }

  /** Keeps a piece of an item; of one that is too long only that it was. */
  private keep(piece: Buffer): void {
    this.bytes += piece.length;
    if (this.bytes > MAX_ITEM_BYTES) this.pieces = [];
    else this.pieces.push(piece);
  }
}
