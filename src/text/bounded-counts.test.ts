import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundedCounts, mostFrequent } from "./bounded-counts.js";

describe("BoundedCounts", () => {
  it("never exceeds its capacity, whatever comes, and never counts too much", () => {
    const keys = fc.array(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 200 });
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 20 }), (added, capacity) => {
        const counts = new BoundedCounts(capacity);
        for (const key of added) {
          counts.add(key);
          expect(counts.size).toBeLessThanOrEqual(capacity);
        }
        for (const [key, count] of counts.entries()) {
          expect(count).toBeLessThanOrEqual(added.filter((each) => each === key).length);
        }
      }),
    );
  });
});

describe("mostFrequent", () => {
  it("takes the first by count, then by letters", () => {
    const counts = fc.uniqueArray(fc.tuple(fc.string(), fc.integer({ min: 1, max: 4 })), {
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(counts, fc.nat({ max: 12 }), (counted, limit) => {
        const sorted = [...counted].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
        expect(mostFrequent(counted, limit)).toEqual(sorted.slice(0, limit));
      }),
    );
  });
});
