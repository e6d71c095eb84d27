import { messageOf } from "../../support/errors.js";
import { CUT_OFF, readItems } from "./json-items.js";
import { type Line, readLines } from "./lines.js";
import type { RecordStream, SourceRecord } from "./record.js";

/**
 * The records of a JSON file: a value per line; or the items of lists and single objects, each over
 * any number of lines.
 * @param head the first lines of the file
 */
export async function* readJsonRecords(
  chunks: AsyncIterable<Buffer>,
  head: readonly string[],
): RecordStream {
  const portions = holdsLines(head) ? readLines(chunks) : readItems(chunks);
  for await (const lines of portions) yield parseLines(lines);
}

/** Whether each line is an object: so is the second one where the first is broken. */
function holdsLines(head: readonly string[]): boolean {
  const [first = "", second = ""] = head.filter((line) => line.trim() !== "");
  const isObject = (line: string) => /^\s*\{/.test(line) && parse(line).error === undefined;
  return isObject(first) || (/^\s*\{/.test(first) && isObject(second));
}

function parseLines(lines: readonly Line[]): SourceRecord[] {
  const records: SourceRecord[] = [];
  for (const { number, text, error } of lines) {
    if (error !== undefined) records.push({ line: number, text, error });
    else if (text.trim() !== "") records.push({ line: number, text, ...parse(text) });
  }
  return records;
}

function parse(text: string): { value?: unknown; error?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const isCut = /end of JSON|Unterminated/.test(messageOf(error));
    return { error: isCut ? CUT_OFF : "not valid JSON" };
  }
}
