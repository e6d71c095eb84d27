import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvertedIndex, type Weighting } from "./inverted-index.js";
import type { Bag } from "./postings.js";

const weigh: Weighting = (count, term, document) => count * (1 + term) + document / 8;

/** A document from how often it has each term. */
function bagOf(counts: readonly number[]): Bag {
  const terms = [...counts.keys()].filter((term) => counts[term] > 0);
  return {
    terms: Int32Array.from(terms),
    counts: Uint16Array.from(terms, (term) => counts[term]),
  };
}

/** The sums as their definition says. */
function expected(documents: readonly number[][], query: readonly number[]): number[] {
  return documents.map((counts, document) =>
    query.reduce((sum, weight, term) => {
      const count = counts[term] ?? 0;
      return sum + (count > 0 ? weight * weigh(count, term, document) : 0);
    }, 0),
  );
}

const counts = fc.array(fc.nat(3), { maxLength: 6 });

describe("InvertedIndex", () => {
  it("adds up products over shared terms, for documents sorted in and for the latest", () => {
    const query = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 8 }), query, fc.nat(8), (all, weights, cut) => {
        const index = new InvertedIndex(weigh);
        all.slice(0, cut).forEach((each) => {
          index.add(bagOf(each));
        });
        index.toPostings();
        all.slice(cut).forEach((each, i) => {
          expect(index.add(bagOf(each))).toBe(Math.min(cut, all.length) + i);
        });
        const products = [...index.products([...weights.keys()], weights)];
        expect(products).toEqual(expected(all, weights));
        expect(index.size).toBe(all.length);
      }),
    );
  });

  it("gives the same sums for a document that waits outside and one that is sorted in", () => {
    const documents = Array.from({ length: 400 }, (_, i) => [i % 3, (i * 7) % 5, 1]);
    const index = new InvertedIndex((count, term) => Math.sqrt(count + term));
    const before: number[] = [];
    for (const each of documents) {
      const number = index.add(bagOf(each));
      before.push(index.products([0, 1, 2], [0.1, 0.2, 0.3])[number]);
    }
    expect([...index.products([0, 1, 2], [0.1, 0.2, 0.3])]).toEqual(before);
  });

  it("counts the documents of a term", () => {
    const index = new InvertedIndex(weigh);
    for (let i = 0; i < 300; i++) index.add(bagOf([0, 1, i < 5 ? 2 : 0]));
    expect([0, 1, 2, 3].map((term) => index.frequency(term))).toEqual([0, 300, 5, 0]);
  });

  it("is restored from its postings, and goes on", () => {
    const index = new InvertedIndex(weigh);
    index.add(bagOf([1, 0, 2]));
    index.add(bagOf([]));
    const restored = InvertedIndex.from(index.toPostings(), 2, weigh);
    restored.add(bagOf([0, 0, 0, 1]));
    expect([...restored.products([0, 2, 3], [1, 1, 1])]).toEqual(
      expected([[1, 0, 2], [], [0, 0, 0, 1]], [1, 0, 1, 1]),
    );
  });
});
