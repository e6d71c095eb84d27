import { readJsonRecords } from "./json-records.js";
import type { RecordStream } from "./record.js";
import { readTableRecords } from "./table-records.js";

/**
 * The records of a file: JSON where its first character opens an object or a list, else a table,
 * whose first line tells the delimiter.
 * @param chunks UTF-8
 */
export async function* openRecords(chunks: AsyncIterable<Buffer>): RecordStream {
  const { head, all } = await peek(chunks);
  const isJson = /^\s*[[{]/.test(head);
  const delimiter = (head.split("\n", 1)[0] as string).includes("\t") ? "\t" : ",";
  yield* isJson ? readJsonRecords(all) : readTableRecords(all, delimiter);
}

/** The first filled stretch of a stream, and the whole of it. */
async function peek(chunks: AsyncIterable<Buffer>) {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let head = "";
  while (head.trim() === "") {
    const { value, done } = await iterator.next();
    if (done) break;
    seen.push(value);
    head = value.toString("utf8");
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* seen;
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      yield step.value;
    }
  }
  return { head, all: all() };
}
