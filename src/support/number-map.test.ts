import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumberMap } from "./number-map.js";

describe("NumberMap", () => {
  it("answers like Map, through its growth", () => {
    const pairs = fc.array(fc.tuple(fc.nat({ max: 5000 }), fc.nat()), {
      minLength: 1500,
      maxLength: 3000,
    });
    fc.assert(
      fc.property(pairs, fc.constantFrom(1, 2 ** 20, 2 ** 40), (entries, scale) => {
        const map = new NumberMap();
        const expected = new Map<number, number>();
        for (const [item, value] of entries) {
          const key = item * scale;
          expect(map.get(key)).toBe(expected.get(key));
          expect(map.setIfAbsent(key, value)).toBe(expected.get(key));
          if (!expected.has(key)) expected.set(key, value);
        }
        for (const [item, value] of entries) {
          const key = item * scale;
          expect(map.get(key)).toBe(expected.get(key));
          expect(map.get(key + 1)).toBe(expected.get(key + 1));
          map.set(key, value);
          expected.set(key, value);
        }
        expect(map.size).toBe(expected.size);
        expect(new Map(map.entries())).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});
