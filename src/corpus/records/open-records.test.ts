import { describe, expect, it } from "vitest";
import { openRecords } from "./open-records.js";
import type { SourceRecord } from "./record.js";

async function values(...pieces: string[]): Promise<unknown[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (const piece of pieces) yield Buffer.from(piece);
  }
  const records: SourceRecord[] = [];
  for await (const portion of openRecords(chunks())) records.push(...portion);
  return records.map(({ value }) => value);
}

describe("openRecords tells", () => {
  it.each([
    ["JSON lines", '{"a":"1","b":"2,3"}\n'],
    ["a JSON list behind blank lines", ' \n\n[{"a":"1","b":"2,3"}]'],
    ["a script", 'window.YTD.tweets.part0 = [{"a":"1","b":"2,3"}]'],
    ["CSV", 'a,b\n1,"2,3"\n'],
    ["CSV behind a blank line", '\na,b\n1,"2,3"\n'],
    ["TSV", "a\tb\n1\t2,3\n"],
    ["tables with semicolons", "a;b\n1;2,3\n"],
  ])("%s", async (_, text) => {
    expect(await values(text)).toEqual([{ a: "1", b: "2,3" }]);
    expect(await values(...text)).toEqual([{ a: "1", b: "2,3" }]);
  });

  it("nothing in a file without records", async () => {
    expect(await values()).toEqual([]);
    expect(await values("\n \n")).toEqual([]);
    expect(await values("a,b\n")).toEqual([]);
  });
});
