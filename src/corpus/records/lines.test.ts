import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLines } from "../../../test/read-records.js";
import { MAX_LINE_BYTES } from "./blocks.js";

/** Cuts bytes where `cuts` say. */
function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...cuts.map((each) => each % (bytes.length + 1)), 0, bytes.length];
  places.sort((a, b) => a - b);
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

describe("the lines of blocks", () => {
  it("are the same, wherever the pieces end", async () => {
    const line = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\n", " "));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.array(fc.nat()),
        fc.boolean(),
        async (texts, cuts, end) => {
          const bytes = Buffer.from(texts.join("\n") + (end && texts.length > 0 ? "\n" : ""));
          const expected = texts.map((text, i) => ({ number: i + 1, text }));
          // A last line without anything in it is none.
          if (!end && texts.at(-1) === "") expected.pop();
          expect(await readLines(cut(bytes, cuts))).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("that are no UTF-8 are told from the others", async () => {
    const lines = await readLines([Buffer.from("a\n\xff\nb\n", "latin1"), Buffer.from([0xc3])]);
    expect(lines).toEqual([
      { number: 1, text: "a" },
      { number: 2, text: "\uFFFD", error: "not valid UTF-8" },
      { number: 3, text: "b" },
      { number: 4, text: "\uFFFD", error: "not valid UTF-8" },
    ]);
  });

  it.each([
    ["first", 0],
    ["second", 1],
    ["last", 2],
  ])("are not kept where one is too long: the %s", async (_, place) => {
    const piece = Buffer.alloc(MAX_LINE_BYTES / 4, "x");
    const pieces: (string | Buffer)[] = ["one\n", "two\n", "three\n"];
    pieces.splice(place, 1, ...Array.from({ length: 5 }, () => piece), "\n");
    const lines = await readLines(pieces);
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(lines[place]).toEqual({
      number: place + 1,
      text: "",
      error: "longer than 16 MiB (20 MiB and more): no record of a post",
    });
    expect(lines.filter(({ error }) => error === undefined)).toHaveLength(2);
  });
});
