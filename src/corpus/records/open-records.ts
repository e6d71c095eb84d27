import { firstBytes, rejoin } from "./bytes.js";
import { readJsonRecords } from "./json-records.js";
import { MAX_LINE_BYTES } from "./lines.js";
import type { RecordStream } from "./record.js";
import { type OnHeader, readTableRecords } from "./table-records.js";

/** What may stand between the cells of a table. */
const DELIMITERS = ["\t", ",", ";"];

/**
 * The records of a file: JSON where it begins with a list, an object, or the script around the list
 * of an account archive; else a table, whose first line tells the delimiter.
 * @param chunks UTF-8
 */
export async function* openRecords(
  chunks: AsyncGenerator<Buffer>,
  onHeader?: OnHeader,
): RecordStream {
  const first = await firstBytes(chunks, holdsLine);
  const all = rejoin(first, chunks);
  const head = first.toString("utf8").trimStart();
  if (/^(?:[[{]|window\.)/.test(head)) yield* readJsonRecords(all, head.split("\n"));
  else yield* readTableRecords(all, delimiterOf(head), onHeader);
}

/** Whether some bytes hold a filled line, or the start of one that is too long. */
function holdsLine(bytes: Buffer): boolean {
  return bytes.length > MAX_LINE_BYTES || bytes.toString("utf8").trimStart().includes("\n");
}

/** The first of the delimiters in the first line. */
function delimiterOf(head: string): string {
  const [header] = head.split("\n", 1);
  return DELIMITERS.find((each) => header.includes(each)) ?? ",";
}
