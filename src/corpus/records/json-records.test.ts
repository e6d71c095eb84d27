import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRecords } from "../../../test/read-records.js";
import type { SourceRecord } from "./record.js";

const read = (...pieces: (string | Buffer)[]): Promise<SourceRecord[]> => readRecords(pieces);

/** Values and errors by their lines. */
async function results(...pieces: (string | Buffer)[]) {
  return (await read(...pieces)).map(({ line, value, error }) => [line, error ?? value]);
}

const [A, B] = [{ id: "1", a: [1, 2], t: '[{"\\' }, { id: "2" }];
const [LINE_A, LINE_B] = [A, B].map((each) => JSON.stringify(each));

const CUT = "ends in the middle of a JSON value";

describe("JSON files hold", () => {
  it.each([
    ["a value per line", `${LINE_A}\n${LINE_B}\n`, [1, 2]],
    ["blank lines between them", `\n${LINE_A}\r\n\r\n${LINE_B}`, [2, 4]],
    ["a list", `[${LINE_A},${LINE_B}]`, [1, 1]],
    ["a list with an item per line", `[\n${LINE_A},\n${LINE_B}\n]\n`, [2, 3]],
    ["a list over many lines", JSON.stringify([A, B], null, 2), [2, 10]],
    ["a list per line", `[${LINE_A}]\n[]\n[${LINE_B}]\n`, [1, 3]],
    ["objects over many lines", [A, B].map((x) => JSON.stringify(x, null, 2)).join("\n"), [1, 9]],
    ["a list in a script", `window.YTD.tweets.part0 = [ ${LINE_A},\n${LINE_B} ];\n`, [1, 2]],
  ])("%s", async (_, text, lines) => {
    expect(await results(text)).toEqual([
      [lines[0], A],
      [lines[1], B],
    ]);
  });

  it("nothing in an empty list, or one object over many lines", async () => {
    expect(await results("[]")).toEqual([]);
    expect(await results("[\n]\n")).toEqual([]);
    expect(await results(JSON.stringify({ data: [A, B] }, null, 2))).toEqual([
      [1, { data: [A, B] }],
    ]);
  });

  it("values in a list that are no objects", async () => {
    expect(await results("[1, null,\n [2, [3]], true]")).toEqual([
      [1, 1],
      [1, null],
      [2, [2, [3]]],
      [2, true],
    ]);
  });

  it("the same items wherever the pieces of the file end", async () => {
    const values = fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(values, fc.nat(4), fc.array(fc.nat()), async (items, indent, cuts) => {
        const bytes = Buffer.from(JSON.stringify(items, null, indent));
        const places = [0, ...cuts.map((at) => at % bytes.length).sort((a, b) => a - b)];
        const pieces = places.map((start, i) => bytes.subarray(start, places[i + 1]));
        const records = await read(...pieces);
        expect(records.map(({ value }) => value)).toEqual(JSON.parse(bytes.toString()));
      }),
      { numRuns: 200 },
    );
  });
});

describe("broken JSON costs no more than it has to:", () => {
  it.each<[string, string | Buffer, number]>([
    ["a first line", `{"id": 1, "text": "cut\n${LINE_A}\n${LINE_B}\n`, 1],
    ["a later line", `${LINE_A}\n{"id": 1,\n${LINE_B}\n`, 2],
    ["an item without a quote", `[\n${LINE_A},\n{"id": "3, "t": 1},\n${LINE_B}\n]`, 3],
    ["an item that is no JSON", `[${LINE_A},\n{id: 3},\n${LINE_B}]`, 2],
    [
      "an item that is no UTF-8",
      Buffer.from(`[${LINE_A},\n{"id": "\xff"},\n${LINE_B}]`, "latin1"),
      2,
    ],
  ])("%s", async (_, text, line) => {
    const records = await read(text);
    expect(records).toHaveLength(3);
    const broken = records.filter(({ error }) => error !== undefined);
    expect(broken.map((record) => record.line)).toEqual([line]);
    expect(records.filter(({ error }) => error === undefined).map(({ value }) => value)).toEqual([
      A,
      B,
    ]);
  });

  it.each([
    ["lines", `${LINE_A}\n{"id": "2`, 2],
    ["a list", `[${LINE_A},\n{"id": "2`, 2],
    ["a list behind a comma", `[${LINE_A},\n`, 2],
    ["an object", `{\n "data": [`, 1],
  ])("the end of %s that was cut off", async (_, text, line) => {
    expect((await results(text)).at(-1)).toEqual([line, CUT]);
  });

  it("keeps the text for the list of rejected records", async () => {
    expect(await read(`[\n{"id": x},\n${LINE_B}]`)).toMatchObject([
      { line: 2, text: '{"id": x}', error: "not valid JSON" },
      { line: 3, value: B },
    ]);
  });
});
