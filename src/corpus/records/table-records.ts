import { isUtf8 } from "node:buffer";
import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import { MAX_LINE_BYTES } from "./blocks.js";
import { NOT_UTF8, tooLong } from "./lines.js";
import type { RecordStream, SourceRecord } from "./record.js";

/** Rows handed on at once. */
const PORTION = 1000;

/** The bytes in which a row has to end: behind a quote that is never closed there is no row. */
const MAX_ROW_BYTES = 4 * MAX_LINE_BYTES;

/** Told the names of the columns before the first row. */
export type OnHeader = (columns: readonly string[]) => void;

/** What csv-parse yields with `raw`. */
interface Row {
  readonly record: readonly string[];
  readonly raw: string;
}

/**
 * The rows of a CSV or TSV file by the names in its first line. A row with too few or too many cells
 * is an error of that row alone.
 * @param delimiter what stands between cells
 */
export async function* readTableRecords(
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
  onHeader: OnHeader = () => {},
): RecordStream {
  const reader = new RowReader(onHeader);
  let unclosed: string | undefined;
  const parser = parse({
    // Byte by byte: which bytes are no UTF-8 shows in the cells.
    encoding: "latin1",
    delimiter,
    raw: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (_, raw) => {
      // Rows before it may still be on their way.
      unclosed = raw;
    },
  });
  let [fed, ended] = [0, 0];
  async function* guarded(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      fed += chunk.length;
      yield chunk;
      if (fed - ended > MAX_ROW_BYTES) return;
    }
  }
  for await (const row of pipeline(guarded, parser, () => {}) as AsyncIterable<Row>) {
    ended = fed;
    reader.add(row);
    if (reader.records.length >= PORTION) yield reader.take();
  }
  if (unclosed !== undefined) reader.addUnclosed(unclosed);
  yield reader.take();
}

/** Makes records of rows. */
class RowReader {
  records: SourceRecord[] = [];
  private header: readonly string[] | undefined;
  /** The line behind the last row. */
  private line = 1;

  constructor(private readonly onHeader: OnHeader) {}

  take(): SourceRecord[] {
    const { records } = this;
    this.records = [];
    return records;
  }

  add({ record, raw }: Row): void {
    const place = this.placeOf(raw);
    const cells = record.map(decode);
    if (!this.header) {
      this.header = cells;
      this.onHeader(cells);
      return;
    }
    const error = this.errorIn(cells, raw);
    const value = Object.fromEntries(this.header.map((name, i) => [name, cells[i]]));
    this.records.push(error === undefined ? { ...place, value } : { ...place, error });
  }

  /** Adds the last row, which a quote that is not closed leaves without an end. */
  addUnclosed(raw: string): void {
    const error = "a quote in this row is not closed, so that nothing behind it could be read";
    this.records.push({ ...this.placeOf(raw), error });
  }

  /** The line in which a row begins, and its text. */
  private placeOf(raw: string): { line: number; text: string } {
    const row = raw.replace(/^[\r\n]+/, "");
    const before = raw.slice(0, raw.length - row.length);
    const line = this.line + count(before, /\r\n|\n|\r/g);
    // csv-parse keeps the "\n" of a "\r\n" at the end to itself.
    this.line = line + count(row, /\n|\r$/g);
    return { line, text: decode(row.trimEnd()) };
  }

  private errorIn(cells: readonly string[], raw: string): string | undefined {
    const columns = (this.header as readonly string[]).length;
    if (raw.length > MAX_LINE_BYTES) return tooLong(raw.length);
    if (!isUtf8(Buffer.from(raw, "latin1"))) return NOT_UTF8;
    if (cells.length === columns) return undefined;
    return `expected ${columns} cells as in the first line, got ${cells.length}`;
  }
}

function decode(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
