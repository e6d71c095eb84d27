import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { messageOf, UserError } from "./errors.js";

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
  const paths = Object.keys(contents);
  let at = "";
  try {
    for (at of paths) {
      const content = contents[at] as string | Uint8Array;
      makeFolder(dirname(at));
      writeDurably(temporary(at), typeof content === "string" ? Buffer.from(content) : content);
    }
    for (at of paths) renameSync(temporary(at), at);
  } catch (error) {
    for (const path of paths) discard(temporary(path));
    throw writingError(at, error);
  }
}

/** The name of a file until it takes its place. */
export function temporary(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

/** What to tell the user when a file could not be written under its temporary name. */
export function writingError(path: string, cause: unknown): UserError {
  return new UserError(
    `${path}: could not be written (${messageOf(cause)}). What was there before is unchanged; free some space or choose another folder, then run again.`,
    1,
    { cause },
  );
}

/** Makes a folder and those above it; Node's own recursion never returns below /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

/** Removes what a failed write left; if that fails too, the first error is the one to report. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

/** Writes all bytes and waits until they are on the disk: a rename must not overtake its content. */
function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "w");
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
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
