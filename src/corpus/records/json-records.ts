import { messageOf } from "../../support/errors.js";
import { CUT_OFF, readItems } from "./json-items.js";
import type { Line } from "./lines.js";
import type { RecordStream, SourceRecord } from "./record.js";

/**
 * Whether the lines of a JSON file are its records, each an object: so is the second one where the
 * first is broken.
 * @param head the first lines of the file
 */
export function holdsJsonLines(head: readonly string[]): boolean {
  const [first = "", second = ""] = head.filter((line) => line.trim() !== "");
  const isObject = (line: string) => /^\s*\{/.test(line) && parse(line).error === undefined;
  return isObject(first) || (/^\s*\{/.test(first) && isObject(second));
}

/** The records of a JSON file over any number of lines: the items of lists, and single objects. */
export async function* readJsonItems(chunks: AsyncIterable<Buffer>): RecordStream {
  for await (const items of readItems(chunks)) yield recordsOf(items);
}

/** The records of lines that hold a JSON value each, or nothing. */
export function* recordsOf(lines: Iterable<Line>): Generator<SourceRecord> {
  for (const { number, text, error } of lines) {
    if (error !== undefined) yield { line: number, text, error };
    else if (text.trim() !== "") yield { line: number, text, ...parse(text) };
  }
}

function parse(text: string): { value?: unknown; error?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const isCut = /end of JSON|Unterminated/.test(messageOf(error));
    return { error: isCut ? CUT_OFF : "not valid JSON" };
  }
}
