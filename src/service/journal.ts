import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { messageOf, UserError } from "../support/errors.js";
import { readBytes } from "../support/files.js";
import { checkForm, parseJson } from "../support/json-value.js";
import { makeFolder } from "../support/writing.js";
import { labelledSchema } from "../tagger/request-schema.js";
import type { LabelledThread } from "../tagger/suggestion.js";

const NEWLINE = 0x0a;
const REMEDY = "Mend or remove the line, or name another file.";
const postsSchema = z.array(labelledSchema);

/**
 * A file of the posts that were learnt: a line per request, a JSON array of its posts. It is only ever
 * added to, so a number of bytes says how far somebody has read it.
 */
export class Journal {
  private constructor(
    readonly path: string,
    private readonly file: number,
    private size: number,
  ) {}

  /**
   * Opens a journal, or begins one. A last line without an end was being written when a process was
   * killed; nobody was told that it was learnt, and it is removed.
   * @throws UserError when the file cannot be written, or naming the line that holds no posts
   */
  static open(path: string): Journal {
    const size = existsSync(path) ? readBytes(path).lastIndexOf(NEWLINE) + 1 : 0;
    const file = openToAdd(path);
    try {
      readRequests(path, 0, size);
      ftruncateSync(file, size);
    } catch (error) {
      closeSync(file);
      throw error;
    }
    return new Journal(path, file, size);
  }

  /** How many bytes have been written. */
  get bytes(): number {
    return this.size;
  }

  /**
   * Adds the posts of a request; they are on the disk when it returns.
   * @throws Error when they cannot be written; the journal is as it was then
   */
  append(posts: readonly LabelledThread[]): void {
    const line = Buffer.from(`${JSON.stringify(posts)}\n`);
    try {
      for (let at = 0; at < line.length; ) at += writeSync(this.file, line, at);
      fsyncSync(this.file);
    } catch (error) {
      ftruncateSync(this.file, this.size);
      throw error;
    }
    this.size += line.length;
  }

  close(): void {
    closeSync(this.file);
  }
}

/**
 * Reads requests to learn.
 * @param start a number of bytes after which a line begins
 * @param end a number of bytes after which a line ends
 * @returns the posts of each request
 * @throws UserError naming the file and the line
 */
export function readRequests(path: string, start: number, end: number): LabelledThread[][] {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(end - start);
    readSync(file, bytes, 0, bytes.length, start);
    return bytes
      .toString("utf8")
      .split("\n")
      .slice(0, -1)
      .map((line, i) => {
        const place = `${path}:${i + 1}`;
        return checkForm(parseJson(line, place, REMEDY), postsSchema, place, REMEDY);
      });
  } finally {
    closeSync(file);
  }
}

function openToAdd(path: string): number {
  try {
    makeFolder(dirname(path));
    return openSync(path, "a");
  } catch (error) {
    throw new UserError(`${path}: cannot be written (${messageOf(error)}). Name another file.`);
  }
}
