import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { type CsvError, type Info, parse } from "csv-parse";
import type { RecordStream, SourceRecord } from "./record.js";

/** Rows handed on at once. */
const PORTION = 1000;

/** What csv-parse yields with `info` and `raw`. */
interface Row {
  readonly record: Record<string, string>;
  readonly info: Info;
  readonly raw: string;
}

/**
 * The rows of a CSV or TSV file by the names in its first line. A row with too few or too many cells
 * is an error of that row alone.
 * @param delimiter "," or a tab
 */
export async function* readTableRecords(
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
): RecordStream {
  let portion: SourceRecord[] = [];
  const skipped = (error: CsvError | undefined, raw: string | undefined): undefined => {
    portion.push({
      line: Number(error?.lines ?? 0),
      error: reason(error),
      text: Buffer.from(raw ?? "", "latin1").toString("utf8"),
    });
  };
  const parser = parse({
    columns: true,
    // Byte by byte: which bytes are no UTF-8 shows in the cells.
    encoding: "latin1",
    delimiter,
    info: true,
    raw: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: skipped,
  });
  const source = Readable.from(chunks);
  source.on("error", (error) => parser.destroy(error));
  for await (const row of source.pipe(parser) as AsyncIterable<Row>) {
    portion.push(recordOf(row));
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  yield portion;
}

function recordOf({ record, info, raw }: Row): SourceRecord {
  const bytes = Buffer.from(raw.trimEnd(), "latin1");
  const text = bytes.toString("utf8");
  // csv-parse counts the lines up to the row's end.
  const line = info.lines - (text.match(/\n/g)?.length ?? 0);
  if (!isUtf8(bytes)) return { line, text, error: "not valid UTF-8" };
  const decode = (cell: string): string => Buffer.from(cell, "latin1").toString("utf8");
  const cells = Object.entries(record).map(([name, cell]) => [decode(name), decode(cell)]);
  return { line, text, value: Object.fromEntries(cells) };
}

function reason(error: CsvError | undefined): string {
  if (error?.code?.startsWith("CSV_RECORD_INCONSISTENT"))
    return "has another number of cells than the first line";
  if (error?.code === "CSV_QUOTE_NOT_CLOSED") return "ends within a quoted cell";
  return error?.message ?? "not a row";
}
