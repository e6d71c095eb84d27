import { describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { NearDuplicates } from "./near-duplicates.js";

/** A text of words drawn at random from so many. */
function text(random: Random, length: number, vocabulary = 20_000): string[] {
  return Array.from({ length }, () => `w${random.below(vocabulary)}`);
}

describe("NearDuplicates", () => {
  it("finds every exact copy, a text of one word too", () => {
    const duplicates = new NearDuplicates();
    expect(duplicates.add(0, ["photo"])).toEqual([]);
    expect(duplicates.add(1, ["nice", "view"])).toEqual([]);
    expect(duplicates.add(2, ["photo"])).toEqual([0]);
    expect(duplicates.add(3, ["nice", "view"])).toEqual([1]);
  });

  it("finds texts that differ in one word of thirty", () => {
    const random = new Random(1);
    const duplicates = new NearDuplicates();
    const found = Array.from({ length: 200 }, (_, i) => {
      const words = text(random, 30);
      duplicates.add(2 * i, words);
      const changed = words.with(random.below(30), "another");
      return duplicates.add(2 * i + 1, changed).includes(2 * i);
    });
    expect(found.filter(Boolean).length).toBeGreaterThan(180);
  });

  it("tells texts of the same few words apart", () => {
    const random = new Random(2);
    const duplicates = new NearDuplicates();
    const found = Array.from({ length: 2000 }, (_, i) => duplicates.add(i, text(random, 20, 100)));
    expect(found.flat()).toEqual([]);
  });
});
