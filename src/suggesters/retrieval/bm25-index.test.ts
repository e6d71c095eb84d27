import { describe, expect, it } from "vitest";
import { Bm25Index } from "./bm25-index.js";

const DOCUMENTS = ["a b c", "a a d", "e", "f g", "h"].map((text) => text.split(" "));

describe("Bm25Index", () => {
  it("scores as the formula does", () => {
    const [first, second] = Bm25Index.of(DOCUMENTS).search(["a"], 5);
    // Two of five documents have "a"; the mean length is 2.
    const idf = Math.log(1 + (5 - 2 + 0.5) / (2 + 0.5));
    const score = (count: number, length: number) =>
      (idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / 2));
    expect(first).toEqual({ document: 1, score: expect.closeTo(score(2, 3), 6) });
    expect(second).toEqual({ document: 0, score: expect.closeTo(score(1, 3), 6) });
  });

  it("finds the nearest first, no more than asked for, and none that shares nothing", () => {
    const index = Bm25Index.of(DOCUMENTS);
    expect(index.search(["a", "b", "h"], 9).map(({ document }) => document)).toEqual([0, 4, 1]);
    expect(index.search(["a", "b", "h"], 1).map(({ document }) => document)).toEqual([0]);
    expect(index.search(["z"], 9)).toEqual([]);
    expect(index.search([], 9)).toEqual([]);
  });

  it("passes over words that almost every document has", () => {
    const many = Array.from({ length: 40 }, (_, i) => ["the", `w${i}`]);
    const found = Bm25Index.of(many).search(["the", "w7"], 9);
    expect(found.map(({ document }) => document)).toEqual([7]);
  });

  it("finds documents as soon as they are added, also those of new words", () => {
    const index = Bm25Index.of(DOCUMENTS);
    expect(index.add(["new", "a"])).toBe(5);
    expect(index.search(["new"], 9).map(({ document }) => document)).toEqual([5]);
    expect(index.search(["a"], 9)).toHaveLength(3);
  });

  it("is restored from its bytes, added documents included", () => {
    const index = Bm25Index.of(DOCUMENTS);
    index.add(["new", "a"]);
    const { terms, postings } = index.toBytes();
    const lengths = JSON.parse(JSON.stringify(index));
    const restored = Bm25Index.from(terms, postings, lengths);
    for (const query of [["a"], ["new", "e"]]) {
      expect(restored.search(query, 9)).toEqual(index.search(query, 9));
    }
    expect(restored.size).toBe(6);
  });

  it("takes no documents, and empty ones", () => {
    expect(Bm25Index.of([]).search(["a"], 3)).toEqual([]);
    expect(Bm25Index.of([[], []]).search(["a"], 3)).toEqual([]);
  });
});
