import { closeSync, openSync, readSync } from "node:fs";
import type { z } from "zod";
import { messageOf, UserError } from "../support/errors.js";
import { describeIssue } from "../support/json-value.js";

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/**
 * Reads a file piece by piece, so that its size is not limited by memory. A piece is overwritten by
 * the next.
 * @throws UserError naming the file when it is missing or cannot be read
 */
export function* readChunks(path: string): Generator<Buffer> {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let read: number; (read = readSync(file, chunk)) > 0; ) yield chunk.subarray(0, read);
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).syscall) throw error;
    throw new UserError(`${path}: cannot be read (${messageOf(error)}). Check the path.`, 2, {
      cause: error,
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Reads a JSONL file line by line and checks every value; blank lines are skipped.
 * @throws UserError naming the file, the line and the field that is wrong
 */
export function* readJsonLines<T>(path: string, schema: z.ZodType<T>): Generator<T> {
  let number = 0;
  for (const line of readLines(path)) {
    const value = parseLine(line, `${path}:${++number}`);
    if (value === undefined) continue;
    const result = schema.safeParse(value);
    if (!result.success) throw new UserError(`${path}:${number}: ${describeIssue(result.error)}`);
    yield result.data;
  }
}

/** The bytes of the lines of a file, without their line ends. */
export function* readLines(path: string): Generator<Buffer> {
  let unfinished: Buffer[] = [];
  for (const chunk of readChunks(path)) {
    let start = 0;
    for (let end: number; (end = chunk.indexOf(NEWLINE, start)) >= 0; start = end + 1) {
      yield Buffer.concat([...unfinished, chunk.subarray(start, end)]);
      unfinished = [];
    }
    unfinished.push(Buffer.from(chunk.subarray(start)));
  }
  yield Buffer.concat(unfinished);
}

/** The JSON value of a line, undefined for a blank one. */
function parseLine(line: Buffer, place: string): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(line).trim();
  } catch {
    throw new UserError(`${place}: not valid UTF-8. Convert the file to UTF-8 and try again.`);
  }
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    throw new UserError(`${place}: not valid JSON (${messageOf(error)}). Mend or remove the line.`);
  }
}
