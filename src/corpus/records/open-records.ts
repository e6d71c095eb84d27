import { MAX_LINE_BYTES, readBlocks } from "./blocks.js";
import { firstBytes, rejoin } from "./bytes.js";
import { holdsJsonLines, readJsonItems } from "./json-records.js";
import type { OpenedRecords } from "./record.js";
import { type OnHeader, readTableRecords } from "./table-records.js";

/** What may stand between the cells of a table. */
const DELIMITERS = ["\t", ",", ";"];

/**
 * The records of a file: JSON where it begins with a list, an object, or the script around the list
 * of an account archive; else a table, whose first line tells the delimiter.
 * @param chunks UTF-8
 */
export async function openRecords(
  chunks: AsyncGenerator<Buffer>,
  onHeader?: OnHeader,
): Promise<OpenedRecords> {
  const first = await firstBytes(chunks, holdsLine);
  const all = rejoin(first, chunks);
  const head = first.toString("utf8").trimStart();
  if (!/^(?:[[{]|window\.)/.test(head)) {
    return { portions: readTableRecords(all, delimiterOf(head), onHeader) };
  }
  return holdsJsonLines(head.split("\n"))
    ? { blocks: readBlocks(all) }
    : { portions: readJsonItems(all) };
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
