import { describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { WordCounts } from "./word-counts.js";

const counted = (...texts: string[]): WordCounts => {
  const counts = new WordCounts();
  for (const text of texts) counts.add(text.split(" "));
  return counts;
};

describe("WordCounts", () => {
  it.each([
    ["the", 3],
    ["cat", 2],
    ["dog", 0],
  ])("counts %s", (word, count) => {
    expect(counted("the cat saw the bird", "the cat").count(word)).toBe(count);
  });

  it.each([
    ["the", "cat", 2],
    ["cat", "the", 0],
    ["bird", "the", 0],
  ])("counts the pair %s %s within texts only", (a, b, count) => {
    expect(counted("the cat saw the bird", "the cat").countPair(a, b)).toBe(count);
  });

  it("counts words as hashtags hold them", () => {
    const counts = counted("don't stop well-known !");
    expect(["dont", "don't", "well", "known", "!"].map((word) => counts.count(word))).toEqual([
      1, 0, 1, 1, 0,
    ]);
    expect(counts.countPair("stop", "well")).toBe(1);
    expect(counts.total).toBe(4);
  });

  it("knows no pair across punctuation", () => {
    expect(counted("yes , please").countPair("yes", "please")).toBe(0);
  });

  it("survives JSON", () => {
    const counts = counted("constructor __proto__ the cat", "the cat");
    const restored = WordCounts.fromJSON(JSON.parse(JSON.stringify(counts)));
    expect(restored.toJSON()).toEqual(counts.toJSON());
    expect(restored.countPair("the", "cat")).toBe(2);
  });

  it.each([
    [null],
    [[]],
    [{ total: 1, words: [["a", -1]], pairs: [] }],
    [{ total: 1, words: [["a", 1]], pairs: [["a", 1]] }],
  ])("refuses %j", (value) => {
    expect(() => WordCounts.fromJSON(value, "here")).toThrow(UserError);
    expect(() => WordCounts.fromJSON(value, "here")).toThrow(/^here: not word counts/);
  });

  it("keeps frequent pairs when there are too many", () => {
    const counts = new WordCounts({ words: 1000, pairs: 10 });
    for (let i = 0; i < 50; i++) counts.add(["new", "york", `x${i}`]);
    expect(counts.countPair("new", "york")).toBe(50);
    expect(counts.toJSON().pairs.length).toBeLessThanOrEqual(10);
    expect(counts.total).toBe(150);
  });
});
