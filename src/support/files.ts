import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { messageOf, UserError } from "./errors.js";
import { StreamedFile } from "./streamed-file.js";

/**
 * Reads a file as UTF-8 and refuses bytes that are not.
 * @throws UserError naming the file, and the line of the first invalid byte
 */
export function readText(path: string): string {
  const bytes = readBytes(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(
      `${path}: line ${lineOfInvalidByte(bytes)} is not valid UTF-8. Convert the file to UTF-8 (for example with iconv) and try again.`,
    );
  }
}

/**
 * Reads a file.
 * @throws UserError naming the file when it is missing or cannot be read
 */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === "ENOENT" ? "no such file" : code === "EISDIR" ? "is a folder" : messageOf(error);
    throw new UserError(`${path}: ${why}. Check the path.`, 2, { cause: error });
  }
}

/**
 * Writes a file under a temporary name beside it and renames it, so that a reader sees the old
 * content or the new and a failed write leaves the old in place.
 * @throws UserError when the disk is full or the folder cannot be written
 */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  writeTogether({ [path]: content });
}

/**
 * Writes files that belong together, each as `writeAtomically` does: all are complete before the
 * first takes its place, so that a full disk leaves all old ones.
 * @param contents by path; they take their places in this order
 * @throws UserError when the disk is full or a folder cannot be written
 */
export function writeTogether(contents: Readonly<Record<string, string | Uint8Array>>): void {
  const files: StreamedFile[] = [];
  try {
    for (const [path, content] of Object.entries(contents)) {
      const file = new StreamedFile(path);
      files.push(file);
      file.write(content);
      file.finish();
    }
    for (const file of files) file.rename();
  } catch (error) {
    for (const file of files) file.discard();
    throw error;
  }
}

/** The line (from 1) of the first byte sequence that is not UTF-8. */
function lineOfInvalidByte(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const text = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (!isUtf8(text)) return line;
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}

/** The SHA-256 of bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
