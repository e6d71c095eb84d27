import { describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { pairedBootstrap, type RatioOfSums } from "./bootstrap.js";

const meanOf = (...above: number[]): RatioOfSums => ({ above, below: above.map(() => 1) });

describe("pairedBootstrap", () => {
  it("comes close to what all resamples of three posts give", () => {
    // Differences 1, 1, -1: a resample is at or below 0 with two or more of the last one,
    // 3 · (1/9)(2/3) + 1/27 = 7/27, and never 0.
    const { difference, pValue, low, high } = pairedBootstrap(meanOf(1, 1, 0), meanOf(0, 0, 1));
    expect(difference).toBeCloseTo(1 / 3, 12);
    expect(pValue).toBeCloseTo(14 / 27, 1);
    // All three drawn alike: 8/27 on one end, 1/27 on the other, both more than 2.5%.
    expect([low, high]).toEqual([-1, 1]);
  });

  it("takes ratios of sums, not means of ratios", () => {
    // One hit of one in the first post, none of three in the second: 1/4; resamples give 1, 1/4, 0.
    const a = { above: [1, 0], below: [1, 3] };
    const { difference, low, high, pValue } = pairedBootstrap(a, { ...a, above: [0, 0] });
    expect(difference).toBeCloseTo(1 / 4, 12);
    expect([low, high]).toEqual([0, 1]);
    // A quarter of the resamples has no difference.
    expect(pValue).toBeCloseTo(1 / 2, 1);
  });

  it("is sure where one system is better on every post, as far as its samples reach", () => {
    const { pValue } = pairedBootstrap(meanOf(1, 1, 1), meanOf(0, 0, 0), { samples: 99 });
    expect(pValue).toBeCloseTo(2 / 100, 12);
  });

  it("finds nothing between equal systems, the same from the same seed", () => {
    const scores = meanOf(1, 0, 1, 0);
    expect(pairedBootstrap(scores, scores)).toEqual({ difference: 0, low: 0, high: 0, pValue: 1 });
    const other = meanOf(0, 1, 1, 1);
    const run = (seed: number) => pairedBootstrap(scores, other, { seed, samples: 500 });
    expect(run(7)).toEqual(run(7));
    expect(run(7).pValue).not.toBe(run(8).pValue);
  });

  it("swaps sides with the systems", () => {
    const [a, b] = [meanOf(1, 0, 1, 1), meanOf(0, 0, 1, 0)];
    const [forth, back] = [pairedBootstrap(a, b), pairedBootstrap(b, a)];
    expect(back.difference).toBe(-forth.difference);
    expect(back.pValue).toBe(forth.pValue);
  });

  it("refuses systems with different posts, or none", () => {
    expect(() => pairedBootstrap(meanOf(1, 0), meanOf(1))).toThrow(UserError);
    const other = { above: [1, 0], below: [1, 2] };
    expect(() => pairedBootstrap(meanOf(1, 0), other)).toThrow(/for the same posts/);
    expect(() => pairedBootstrap(meanOf(), meanOf())).toThrow(/one at least; it got 0 and 0/);
  });
});
