import { describe, expect, it } from "vitest";
import { type Judged, reliability } from "./reliability.js";

/** Predictions of one confidence, some of them right. */
function some(confidence: number, right: number, wrong: number): Judged[] {
  return Array.from({ length: right + wrong }, (_, i) => ({ confidence, isRight: i < right }));
}

describe("reliability", () => {
  it("compares confidences with the shares that are right", () => {
    const { predictions, expectedCalibrationError, bins } = reliability([
      ...some(0.92, 9, 1),
      ...some(0.25, 10, 20),
      ...some(1, 0, 10),
    ]);
    expect(predictions).toBe(50);
    expect(bins.map(({ from, to, count }) => [from, to, count])).toEqual([
      [20, 30, 30],
      [90, 100, 20],
    ]);
    expect(bins[0].confidence).toBeCloseTo(25, 9);
    expect(bins[0].right).toBeCloseTo(100 / 3, 9);
    expect(bins[1].confidence).toBeCloseTo(96, 9);
    expect(bins[1].right).toBeCloseTo(45, 9);
    expect(expectedCalibrationError).toBeCloseTo((30 * (25 / 3) + 20 * 51) / 50, 9);
  });

  it("knows how far a share may be off", () => {
    // The interval of 8 of 10, as tables of Wilson's interval give it.
    const [bin] = reliability(some(0.5, 8, 2)).bins;
    expect(bin.interval[0]).toBeCloseTo(49.02, 1);
    expect(bin.interval[1]).toBeCloseTo(94.33, 1);
    expect(reliability(some(0.5, 10, 0)).bins[0].interval[1]).toBe(100);
  });

  it("of nothing is nothing", () => {
    expect(reliability([])).toEqual({ predictions: 0, expectedCalibrationError: 0, bins: [] });
  });
});
