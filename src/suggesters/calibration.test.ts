import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { Calibration } from "./calibration.js";

const FALLBACK = [
  [-1, 0],
  [1, 1],
] as const;

/** Suggestions whose probability of being right is their score. */
function observe(count: number, probability: (score: number) => number) {
  const random = new Random(5);
  return Array.from({ length: count }, () => {
    const score = random.uniform();
    return { score, isRight: random.uniform() < probability(score) };
  });
}

describe("Calibration", () => {
  it("finds the probabilities that scores stand for", () => {
    const calibration = Calibration.fit(
      observe(20_000, (score) => score ** 2),
      FALLBACK,
    );
    for (const score of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      expect(Math.abs(calibration.probability(score) - score ** 2)).toBeLessThan(0.08);
    }
  });

  it("never gives a higher score a lower probability, whatever came true", () => {
    const observations = fc.array(
      fc.record({ score: fc.float({ noNaN: true, min: -5, max: 5 }), isRight: fc.boolean() }),
      { minLength: 80, maxLength: 400 },
    );
    fc.assert(
      fc.property(observations, (all) => {
        const calibration = Calibration.fit(all, FALLBACK);
        const scores = all.map(({ score }) => score).sort((a, b) => a - b);
        const probabilities = [-9, ...scores, 9].map((score) => calibration.probability(score));
        probabilities.forEach((probability, i) => {
          expect(probability).toBeGreaterThanOrEqual(i === 0 ? 0 : probabilities[i - 1]);
          expect(probability).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it("falls back where there is too little to learn from", () => {
    const calibration = Calibration.fit(
      observe(20, () => 0),
      FALLBACK,
    );
    expect([-2, -1, 0, 0.5, 3].map((score) => calibration.probability(score))).toEqual([
      0, 0, 0.5, 0.75, 1,
    ]);
  });
});
