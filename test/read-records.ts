import { readBlocks } from "../src/corpus/records/blocks.js";
import { recordsOf } from "../src/corpus/records/json-records.js";
import { BlockLines, type Line } from "../src/corpus/records/lines.js";
import { openRecords } from "../src/corpus/records/open-records.js";
import type { SourceRecord } from "../src/corpus/records/record.js";

type Pieces = readonly (string | Uint8Array)[];

/** The records of a file that comes in pieces, with their lines counted from its first. */
export async function readRecords(pieces: Pieces): Promise<SourceRecord[]> {
  const opened = await openRecords(chunksOf(pieces));
  const records: SourceRecord[] = [];
  if ("portions" in opened) {
    for await (const portion of opened.portions) records.push(...portion);
    return records;
  }
  let before = 0;
  for await (const block of opened.blocks) {
    const lines = new BlockLines(block);
    for (const record of recordsOf(lines)) records.push({ ...record, line: before + record.line });
    before += lines.count;
  }
  return records;
}

/** The lines of a file that comes in pieces, counted from its first. */
export async function readLines(pieces: Pieces): Promise<Line[]> {
  const all: Line[] = [];
  for await (const block of readBlocks(chunksOf(pieces))) {
    const before = all.length;
    for (const line of new BlockLines(block)) all.push({ ...line, number: before + line.number });
  }
  return all;
}

async function* chunksOf(pieces: Pieces): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece as string);
}
