import { describe, expect, it } from "vitest";
import { Random } from "../../support/random.js";
import { HingeSolver, INTERCEPT } from "./hinge-solver.js";

/** Random vectors of length 1, and their products. */
function randomRows(count: number, size: number, seed: number): Float32Array[] {
  const random = new Random(seed);
  const vectors = Array.from({ length: count }, () => {
    const vector = Array.from({ length: size }, () => random.normal());
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
  return vectors.map((a) =>
    Float32Array.from(vectors, (b) => a.reduce((sum, value, i) => sum + value * b[i], 0)),
  );
}

describe("HingeSolver", () => {
  const rows = randomRows(60, 8, 1);
  const solver = new HingeSolver(rows.length, (text) => rows[text]);
  const own = [3, 11, 42];
  const scoresOf = ({ texts, weights }: { texts: Int32Array; weights: Float32Array }) =>
    rows.map((row) => weights.reduce((sum, w, i) => sum + w * row[texts[i]], INTERCEPT));

  it("meets the conditions of an optimum: a weight is twice what is missing to the margin", () => {
    const support = solver.solve(own);
    const weights = new Map([...support.texts].map((text, i) => [text, support.weights[i]]));
    for (const [text, score] of scoresOf(support).entries()) {
      const label = own.includes(text) ? 1 : -1;
      const missing = Math.max(0, 1 - label * score);
      const weight = label * (weights.get(text) ?? 0);
      expect(weight).toBeGreaterThanOrEqual(0);
      // A gradient of up to 0.1 is left over, of 1 - margin - weight / 2.
      expect(Math.abs(missing - weight / 2)).toBeLessThan(0.11);
    }
  });

  it("puts a hashtag's own texts above the others where they can be told apart", () => {
    const scores = scoresOf(solver.solve(own));
    const others = scores.filter((_, text) => !own.includes(text));
    for (const text of own) expect(scores[text]).toBeGreaterThan(Math.max(...others));
  });

  it("keeps nothing of the hashtag before", () => {
    const first = solver.solve(own);
    solver.solve([1, 2]);
    expect(solver.solve(own)).toEqual(first);
  });

  it("answers a hashtag without texts with no support", () => {
    expect(solver.solve([]).texts).toHaveLength(0);
  });
});
