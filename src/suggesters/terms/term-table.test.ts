import { describe, expect, it } from "vitest";
import { gramHashes, wordHash } from "./term-hashes.js";
import { TermTable } from "./term-table.js";

describe("TermTable", () => {
  it("numbers terms as they come and counts them, in rising order", () => {
    const table = new TermTable();
    expect(table.learn([30, 20, 30])).toEqual({
      terms: Int32Array.of(0, 1),
      counts: Uint16Array.of(2, 1),
    });
    expect(table.learn([10, 20]).terms).toEqual(Int32Array.of(1, 2));
    expect(table.read([10, 99, 30, 10])).toEqual({
      terms: Int32Array.of(0, 2),
      counts: Uint16Array.of(1, 2),
    });
    expect(table.size).toBe(3);
  });

  it("does not count further than a number can hold", () => {
    expect(new TermTable().learn(new Array(70_000).fill(1)).counts).toEqual(Uint16Array.of(65_535));
  });

  it("is restored from its bytes", () => {
    const table = new TermTable();
    table.learn([0xffff_ffff, 0, 7]);
    expect(TermTable.fromBytes(table.toBytes()).read([7, 0xffff_ffff]).terms).toEqual(
      Int32Array.of(0, 2),
    );
  });
});

describe("hashes", () => {
  it("tell words apart", () => {
    const words = Array.from({ length: 20_000 }, (_, i) => `w${i}`);
    expect(new Set(words.map(wordHash)).size).toBe(words.length);
    for (const hash of words.map(wordHash)) if (hash < 0 || hash >= 2 ** 32) throw new Error();
  });

  it("of characters are one for each run, wherever it stands, and no word's", () => {
    const grams = gramHashes("看球看", 2);
    expect(grams).toHaveLength(5);
    expect(new Set(grams).size).toBe(4);
    expect(gramHashes("看", 2)).toEqual([grams[0]]);
    expect(grams).not.toContain(wordHash("看"));
    expect(gramHashes("𠮷", 2)).toHaveLength(1);
  });
});
