import type { Post } from "./post.js";

/** Bytes that a writer of lines begins with; it doubles them as needed. */
const FIRST_BYTES = 1 << 16;

const NEWLINE = 0x0a;

/** A character takes no more bytes than so many per unit of a string's length. */
const UNIT_BYTES = 3;

/** What stands behind the mark {@link MARK} for characters that would end a cell or a row. */
export const MARKED: Readonly<Record<string, string>> = {
  "\t": "t",
  "\n": "n",
  "\r": "r",
  "\0": "z",
  "\\": "b",
};

/** Begins what stands for a character that a cell cannot hold. */
export const MARK = "\\";

const TO_MARK = /[\t\n\r\0\\]/;
const ALL_TO_MARK = new RegExp(TO_MARK, "g");

/** Posts as the database reads them from a file. */
export interface EncodedPosts {
  /** A line per post, in UTF-8: its cells in the order of the store's columns, between tabs. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly count: number;
  /** Bytes of the longest line. */
  readonly longest: number;
}

/** Collects posts as lines: text that waits as bytes is no work for the garbage collector. */
export class PostLines {
  private bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private length = 0;
  private count = 0;
  private longest = 0;

  add(post: Post): void {
    const line = toLine(post);
    this.reserve(UNIT_BYTES * line.length);
    const written = this.bytes.write(line, this.length);
    this.length += written;
    this.count++;
    if (written > this.longest) this.longest = written;
  }

  /** Ends the collection. @returns its posts, whose bytes nothing else holds */
  take(): EncodedPosts {
    const { bytes, length, count, longest } = this;
    this.bytes = Buffer.alloc(0);
    return { bytes: bytes.subarray(0, length), count, longest };
  }

  private reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

/** Cuts posts in two, of which the first have `count` posts, or all there are. */
export function cutPosts(posts: EncodedPosts, count: number): [EncodedPosts, EncodedPosts] {
  const { bytes, longest } = posts;
  if (posts.count <= count)
    return [posts, { bytes: bytes.subarray(bytes.length), count: 0, longest: 0 }];
  let end = 0;
  for (let line = 0; line < count; line++) end = bytes.indexOf(NEWLINE, end) + 1;
  return [
    { bytes: bytes.subarray(0, end), count, longest },
    { bytes: bytes.subarray(end), count: posts.count - count, longest },
  ];
}

/** A post as a line of cells; an empty cell is a value that the post lacks. */
function toLine(post: Post): string {
  const { source, createdAt } = post;
  return `${source}\t${cell(post.id)}\t${cell(post.author)}\t${cell(post.text)}\t${createdAt === undefined ? "" : timestamp(createdAt)}\t${cell(post.inReplyTo)}\t${cell(post.repostOf)}\t${cell(post.language)}\t${cell(post.tags?.join(" "))}\n`;
}

function cell(text: string | undefined): string {
  if (!text) return "";
  if (!TO_MARK.test(text)) return text;
  return text.replace(ALL_TO_MARK, (character) => MARK + MARKED[character]);
}

/** A date as the database reads it: like `Date` writes it, but years after 9999 without a sign. */
function timestamp(date: string): string {
  if (date.length === 24 && date.endsWith("Z")) return date;
  return new Date(date).toISOString().replace(/^\+0?/, "");
}
