import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { UserError } from "../support/errors.js";
import { pairedTTest } from "./significance.js";

interface GoldenPair {
  id: string;
  tag: string;
  df: number;
  a: number[];
  b: number[];
  statistic: number | null;
  statisticText?: string;
  pvalue: number | null;
  roundingDominated?: boolean;
  looseTolerance?: number;
  pvalueUnderflows?: boolean;
}

const present = hasShared("golden/ttest.json");
const pairs: GoldenPair[] = present
  ? JSON.parse(readFileSync(sharedPath("golden/ttest.json"), "utf8")).pairs
  : [];

/** The values that JSON cannot hold, by scipy's names. */
const UNPRINTABLE: Record<string, number> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
};

function expectWithin(actual: number, golden: number, relative: number): void {
  expect(Math.abs(actual - golden)).toBeLessThanOrEqual(Math.abs(golden) * relative);
}

describe("pairedTTest against scipy", () => {
  it.skipIf(!present)("has 40 pairs (needs ../shared)", () => {
    expect(pairs).toHaveLength(40);
  });

  it.each(pairs)("$id ($tag)", (pair) => {
    const { statistic, df, pValue } = pairedTTest(pair.a, pair.b);
    expect(df).toBe(pair.df);
    if (pair.statisticText) {
      expect(statistic).toBe(UNPRINTABLE[pair.statisticText]);
      expect(pValue).toBe(pair.pvalue ?? Number.NaN);
    } else if (pair.roundingDominated) {
      expect(pValue).toBeLessThan(1e-100);
    } else {
      const tolerance = pair.looseTolerance ?? 1e-10;
      expectWithin(statistic, pair.statistic as number, tolerance);
      if (pair.pvalueUnderflows) expect(pValue).toBeLessThan(1e-300);
      else expectWithin(pValue, pair.pvalue as number, tolerance);
    }
  });
});

describe("pairedTTest", () => {
  it("gives the closed forms of one and two degrees of freedom", () => {
    // df = 1 is the Cauchy distribution: p = 1 - (2/pi) atan|t|.
    const one = pairedTTest([0, 2], [1, 0]);
    expect(one.statistic).toBeCloseTo(1 / 3, 14);
    expect(one.pValue).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(1 / 3), 14);
    // df = 2: p = 1 - |t| / sqrt(2 + t^2).
    const two = pairedTTest([1, 2, 3], [0, 0, 0]);
    expect(two.statistic).toBeCloseTo(Math.sqrt(12), 14);
    expect(two.pValue).toBeCloseTo(1 - Math.sqrt(12 / 14), 14);
  });

  it("knows equal scores and constant differences", () => {
    expect(pairedTTest([1, 2, 3], [1, 2, 3])).toEqual({
      statistic: Number.NaN,
      df: 2,
      pValue: Number.NaN,
    });
    expect(pairedTTest([2, 3], [1, 2])).toEqual({ statistic: Infinity, df: 1, pValue: 0 });
  });

  it("refuses unequal numbers of scores and single pairs", () => {
    expect(() => pairedTTest([1, 2, 3], [1, 2])).toThrow(/it got 3 and 2/);
    expect(() => pairedTTest([1], [2])).toThrow(UserError);
  });

  const scores = fc.array(
    fc.tuple(fc.integer({ max: 100, min: 0 }), fc.integer({ max: 100, min: 0 })),
    {
      minLength: 2,
      maxLength: 60,
    },
  );

  it("changes only its sign when the systems change places, and p is a probability", () => {
    fc.assert(
      fc.property(scores, (pairsOfScores) => {
        const [a, b] = [pairsOfScores.map(([x]) => x), pairsOfScores.map(([, y]) => y)];
        const [one, other] = [pairedTTest(a, b), pairedTTest(b, a)];
        expect(other.statistic === -one.statistic || Number.isNaN(one.statistic)).toBe(true);
        expect(other.pValue).toBe(one.pValue);
        expect(one.pValue >= 0 && one.pValue <= 1 ? true : Number.isNaN(one.pValue)).toBe(true);
      }),
    );
  });
});
