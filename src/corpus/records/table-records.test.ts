import { describe, expect, it } from "vitest";
import { MAX_LINE_BYTES } from "./blocks.js";
import type { SourceRecord } from "./record.js";
import { type OnHeader, readTableRecords } from "./table-records.js";

async function read(content: string | Buffer, onHeader?: OnHeader): Promise<SourceRecord[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    const bytes = Buffer.from(content as string);
    for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20));
  }
  const records: SourceRecord[] = [];
  for await (const portion of readTableRecords(chunks(), ",", onHeader)) records.push(...portion);
  return records;
}

/** Cells and errors by the lines of their rows. */
async function results(content: string | Buffer) {
  return (await read(content)).map(({ line, value, error }) => [
    line,
    error ?? Object.values(value as object),
  ]);
}

const TABLE = 'a,b\n1,"two\nlines"\n\n\n3,"a ""quote"""\n"x\n\ny",é\n5,6';

describe("readTableRecords", () => {
  it.each([
    ["LF", TABLE],
    ["CR LF", TABLE.replaceAll("\n", "\r\n")],
  ])("names the line in which a row begins, where lines end in %s", async (_, text) => {
    const lineEnd = text.includes("\r") ? "\r\n" : "\n";
    expect(await results(text)).toEqual([
      [2, ["1", `two${lineEnd}lines`]],
      [6, ["3", 'a "quote"']],
      [7, [`x${lineEnd}${lineEnd}y`, "é"]],
      [10, ["5", "6"]],
    ]);
  });

  it("gives a row by the names of its columns, and its text", async () => {
    expect(await read("naïve,b\n1,2\n")).toEqual([
      { line: 2, value: { naïve: "1", b: "2" }, text: "1,2" },
    ]);
  });

  it("hands the header on before the first row, and where there is none", async () => {
    const headers: unknown[] = [];
    await read("é,b\n", (columns) => headers.push(columns));
    expect(headers).toEqual([["é", "b"]]);
    const refuse = () => {
      throw new Error("no such column");
    };
    await expect(read("a,b\n1,2\n", refuse)).rejects.toThrow("no such column");
  });

  it("refuses rows with too few or too many cells, and no other", async () => {
    expect(await results('a,b\n1\n"m\nn",2,3\n4,5\n')).toEqual([
      [2, "expected 2 cells as in the first line, got 1"],
      [3, "expected 2 cells as in the first line, got 3"],
      [5, ["4", "5"]],
    ]);
  });

  it("refuses rows that are no UTF-8, and no other", async () => {
    expect(await results(Buffer.from("a,b\n1,\xff\n2,\xc3\xa9\n", "latin1"))).toEqual([
      [2, "not valid UTF-8"],
      [3, ["2", "é"]],
    ]);
  });

  it("names the row with a quote that is never closed", async () => {
    const [first, open] = await read('a,b\n1,2\n3,"4\n5,6\n');
    expect(first).toMatchObject({ line: 2, value: { a: "1", b: "2" } });
    expect(open).toMatchObject({ line: 3, error: expect.stringMatching(/quote.*not closed/) });
  });

  it("takes a quote inside a cell as it is", async () => {
    expect(await results('a,b\n1,5" nails\n2,x\n')).toEqual([
      [2, ["1", '5" nails']],
      [3, ["2", "x"]],
    ]);
  });

  it("refuses a row that is too long, and reads on behind it", async () => {
    const long = `1,${"x".repeat(MAX_LINE_BYTES)}`;
    expect(await results(`a,b\n${long}\n2,3\n`)).toEqual([
      [2, expect.stringMatching(/longer than 16 MiB/)],
      [3, ["2", "3"]],
    ]);
  });

  it("does not fill the memory behind a quote that is never closed", async () => {
    const rows = "5,6\n".repeat((5 * MAX_LINE_BYTES) / 4);
    const records = await read(`a,b\n1,2\n3,"4\n${rows}`);
    expect(records.map(({ line }) => line)).toEqual([2, 3]);
    expect(records[1].text.length).toBeLessThan(4.2 * MAX_LINE_BYTES);
  });
});
