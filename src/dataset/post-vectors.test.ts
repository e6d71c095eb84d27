import { describe, expect, it } from "vitest";
import { postVectors } from "./post-vectors.js";

describe("postVectors", () => {
  it("weighs words by frequency in the text and by rarity, to length 1", () => {
    const { vectors, size } = postVectors([["a", "b", "a"], ["a", "c"], ["c", "b"], ["d"]]);
    expect(size).toBe(4);
    expect([...vectors[0].words]).toEqual([0, 1]);
    // Both words are in two of four texts: weights 2 and 1 times ln(5/3).
    expect(vectors[0].weights[0]).toBeCloseTo(2 / Math.sqrt(5), 12);
    expect(vectors[0].weights[1]).toBeCloseTo(1 / Math.sqrt(5), 12);
  });

  it("has no length where all texts have the words, or there are none", () => {
    const { vectors } = postVectors([["a"], ["a", "a"]]);
    expect(vectors.map(({ weights }) => [...weights])).toEqual([[0], [0]]);
    expect(postVectors([[]]).vectors[0].words).toHaveLength(0);
  });
});
