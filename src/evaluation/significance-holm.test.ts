import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holm } from "./significance-holm.js";

const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe("holm", () => {
  it.each<[string, number[], number[]]>([
    ["one test is left alone", [0.04], [0.04]],
    // 3 · 0.01, 2 · 0.03, and 1 · 0.04, which must not fall below the one before it.
    ["three tests", [0.01, 0.04, 0.03], [0.03, 0.06, 0.06]],
    ["nothing exceeds 1", [0.5, 0.9], [1, 1]],
    ["equal ones share the largest factor", [0.02, 0.02], [0.04, 0.04]],
    ["systems that never differ count as 1", [Number.NaN, 0.01], [1, 0.02]],
    ["no test", [], []],
  ])("by hand: %s", (_, given, wanted) => {
    const corrected = holm(given);
    expect(corrected).toHaveLength(wanted.length);
    for (const [i, p] of wanted.entries()) expect(corrected[i]).toBeCloseTo(p, 12);
  });

  it("never lowers a probability, keeps their order, and stays below Bonferroni", () => {
    fc.assert(
      fc.property(fc.array(probability, { minLength: 1, maxLength: 12 }), (given) => {
        const corrected = holm(given);
        for (const [i, p] of given.entries()) {
          expect(corrected[i]).toBeGreaterThanOrEqual(p);
          expect(corrected[i]).toBeLessThanOrEqual(Math.min(1, given.length * p));
          for (const [j, q] of given.entries()) {
            if (p < q) expect(corrected[i]).toBeLessThanOrEqual(corrected[j]!);
          }
        }
      }),
    );
  });
});
