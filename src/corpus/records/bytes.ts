import { createReadStream, statSync } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { messageOf, UserError } from "../../support/errors.js";

/** Bytes to read at once. */
const CHUNK_BYTES = 1 << 20;

/** Bytes to look at for zeros, which text in UTF-8 does not have. */
const PROBE_BYTES = 1024;

/** The name that stands for standard input. */
export const STDIN = "-";

/** The bytes of a file, unpacked, in UTF-8 and without a byte order mark, and how far it is read. */
export interface ByteSource {
  readonly chunks: AsyncGenerator<Buffer>;
  /** Bytes read so far of `size`, as they lie on the disk. */
  readonly read: () => number;
  /** Size of the file; undefined for standard input. */
  readonly size?: number;
}

/**
 * Opens a file, or standard input. Gzip is recognised by its first bytes, UTF-16 by its byte order
 * mark.
 * @param path a path, or "-"
 * @throws UserError when the file cannot be read, is not whole, or is UTF-16 without a mark
 */
export function openBytes(path: string): ByteSource {
  let read = 0;
  async function* packed(): AsyncGenerator<Buffer> {
    const stream =
      path === STDIN ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      read += chunk.length;
      yield chunk;
    }
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      yield* toUtf8(unpack(packed()), path);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new UserError(`${path}: ${readingError(error)}`, 2, { cause: error });
    }
  }
  const size = path === STDIN ? undefined : sizeOf(path);
  return { chunks: chunks(), read: () => read, ...(size !== undefined && { size }) };
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function readingError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code.startsWith("Z_"))
    return "the gzip data are damaged or end too early. Unpack what can be saved, or fetch the file again.";
  if (code === "ENOENT") return "no such file. Check the path.";
  if (code === "EACCES") return "may not be read. Check its permissions.";
  return `cannot be read (${messageOf(error)}). Check the path.`;
}

/** Unpacks gzip, and leaves everything else as it is. */
async function* unpack(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await firstBytes(chunks, ({ length }) => length >= 2);
  const all = rejoin(first, chunks);
  if (first[0] !== 0x1f || first[1] !== 0x8b) yield* all;
  // Errors of both streams come out of the last one.
  else yield* pipeline(all, createGunzip({ chunkSize: CHUNK_BYTES }), () => {});
}

/** Recodes UTF-16 and takes a byte order mark away. */
async function* toUtf8(chunks: AsyncGenerator<Buffer>, path: string): AsyncGenerator<Buffer> {
  const first = await firstBytes(chunks, ({ length }) => length >= 3);
  const encoding = encodingOf(first);
  if (encoding === undefined && first.subarray(0, PROBE_BYTES).includes(0)) {
    throw new UserError(
      `${path}: looks like UTF-16 without a byte order mark, or like binary data. Convert it to UTF-8 (for example with iconv) and try again.`,
    );
  }
  if (encoding === undefined) yield* rejoin(first, chunks);
  else if (encoding === "utf-8") yield* rejoin(first.subarray(3), chunks);
  else {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of rejoin(first, chunks)) {
      yield Buffer.from(decoder.decode(chunk, { stream: true }));
    }
  }
}

/** The encoding that a byte order mark tells. */
function encodingOf(first: Buffer): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return "utf-8";
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  if (first[0] === 0xfe && first[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Reads on until the bytes are enough, or there are no more. */
export async function firstBytes(
  chunks: AsyncGenerator<Buffer>,
  isEnough: (bytes: Buffer) => boolean,
): Promise<Buffer> {
  let first = Buffer.alloc(0);
  while (!isEnough(first)) {
    const { value, done } = await chunks.next();
    if (done) break;
    first = Buffer.concat([first, value]);
  }
  return first;
}

/** Bytes that were read ahead, and those that follow them. */
export async function* rejoin(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* rest;
}
