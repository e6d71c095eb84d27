import { describe, expect, it } from "vitest";
import { randomInstances } from "../../../test/instances.js";
import { TextKernel } from "./text-kernel.js";

const TEXTS = randomInstances(50, 1, { words: 60 }).map(({ post, conversation }) => [
  ...post,
  ...conversation,
]);

/** TF-IDF vectors as their definition says, with the words of all texts as dimensions. */
function vectors(texts: readonly string[][]): number[][] {
  const words = [...new Set(TEXTS.flat())];
  const frequency = (word: string) => TEXTS.filter((text) => text.includes(word)).length;
  return texts.map((text) => {
    const vector = words.map((word) => {
      const count = text.filter((each) => each === word).length;
      if (count === 0 || frequency(word) > 15) return 0;
      return (1 + Math.log(count)) * (Math.log(51 / (1 + frequency(word))) + 1);
    });
    const length = Math.hypot(...vector) || 1;
    return vector.map((value) => value / length);
  });
}

describe("TextKernel", () => {
  const kernel = TextKernel.of(TEXTS);

  it("is the product of TF-IDF vectors, less the mean", () => {
    const all = vectors(TEXTS);
    const mean = all[0].map((_, i) => all.reduce((sum, vector) => sum + vector[i] / 50, 0));
    const query = [...TEXTS[7], "wb", "unheard"];
    const [vector] = vectors([query]);
    const expected = all.map((other) =>
      other.reduce((sum, value, i) => sum + (value - mean[i]) * (vector[i] - mean[i]), 0),
    );
    const found = kernel.similarities(query);
    expected.forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 6);
    });
  });

  it("is 0 on average", () => {
    const sum = kernel.similarities(TEXTS[3]).reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(0, 6);
  });

  it("is restored from its bytes", () => {
    const { terms, postings } = kernel.toBytes();
    const restored = TextKernel.from(terms, postings, TEXTS.length);
    expect(restored.similarities(TEXTS[5])).toEqual(kernel.similarities(TEXTS[5]));
  });

  it("takes texts without a word that it compares", () => {
    for (const value of TextKernel.of([[], ["a"]]).similarities([])) {
      expect(Number.isFinite(value)).toBe(true);
    }
  });
});
