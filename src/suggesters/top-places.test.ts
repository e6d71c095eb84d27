import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topPlaces } from "./top-places.js";

describe("topPlaces", () => {
  it("gives what sorting all would, the first of equal ones first", () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 });
    fc.assert(
      fc.property(scores, fc.nat(35), (values, count) => {
        const sorted = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
        expect(topPlaces(values, count)).toEqual(sorted.slice(0, count));
      }),
    );
  });
});
