import { describe, expect, it } from "vitest";
import { readRecords } from "../../../test/read-records.js";

async function values(...pieces: string[]): Promise<unknown[]> {
  return (await readRecords(pieces)).map(({ value }) => value);
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
