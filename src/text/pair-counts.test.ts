import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundedCounts } from "./bounded-counts.js";
import { PairCounts } from "./pair-counts.js";

const word = fc.constantFrom("a", "b", "c", "new", "york", "constructor", "__proto__");
const pairs = fc.array(fc.tuple(word, word, fc.integer({ min: 1, max: 5 })), { maxLength: 200 });

describe("PairCounts", () => {
  it("counts, forgets and ranks like BoundedCounts, whatever comes", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 50 }), (added, capacity) => {
        const counts = new PairCounts(capacity);
        const expected = new BoundedCounts(capacity);
        for (const [first, second, times] of added) {
          counts.add(first, second, times);
          expected.add(`${first} ${second}`, times);
        }
        expect(counts.top(10)).toEqual(expected.top(10));
        for (const [first, second] of added) {
          expect(counts.get(first, second)).toBe(expected.get(`${first} ${second}`));
        }
      }),
    );
  });

  it("tells a pair from its reverse, and from words that it never saw", () => {
    const counts = new PairCounts(10);
    counts.add("new", "york");
    expect(counts.get("new", "york")).toBe(1);
    expect(counts.get("york", "new")).toBe(0);
    expect(counts.get("new", "jersey")).toBe(0);
  });
});
