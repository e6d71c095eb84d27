import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { type PorterMode, porterStem } from "./porter.js";

interface GoldenWord {
  word: string;
  nltk: string;
  original: string;
  rouge155?: string;
  rouge155NoExceptions?: string;
}

const golden = hasShared("golden/porter.json");

/** Every [word, expected] of the golden file under a mode, and every [word, stem] of ours. */
function stems(mode: PorterMode): { expected: string[][]; actual: string[][] } {
  const { words, odd } = JSON.parse(readFileSync(sharedPath("golden/porter.json"), "utf8"));
  const cases = (mode === "rouge155" ? words : [...words, ...odd]) as GoldenWord[];
  return {
    expected: cases.map((c) => [
      c.word,
      mode === "rouge155" ? (c.rouge155NoExceptions ?? (c.rouge155 as string)) : c[mode],
    ]),
    actual: cases.map((c) => [c.word, porterStem(c.word, mode)]),
  };
}

describe("porterStem", () => {
  it.skipIf(!golden).each([
    ["nltk", 3100],
    ["original", 3100],
    ["rouge155", 3000],
  ] as const)("stems as the reference does, mode %s (needs ../shared)", (mode, count) => {
    const { expected, actual } = stems(mode);
    expect(actual).toHaveLength(count);
    expect(actual).toEqual(expected);
  });

  it.each([
    ["caresses", "caress", "caress", "caress"],
    ["ponies", "poni", "poni", "poni"],
    ["hopping", "hop", "hop", "hop"],
    ["relational", "relat", "relat", "relat"],
    ["dies", "die", "di", "di"],
    ["skies", "sky", "ski", "ski"],
    ["is", "is", "i", "is"],
    ["bus", "bu", "bu", "bus"],
    ["analogy", "analog", "analogi", "analog"],
    ["agreement", "agreement", "agreement", "agreem"],
  ])("stems %s", (word, nltk, original, rouge) => {
    expect(porterStem(word)).toBe(nltk);
    expect(porterStem(word, "original")).toBe(original);
    expect(porterStem(word, "rouge155")).toBe(rouge);
  });

  it("treats a phrase as one word and lower-cases it", () => {
    expect(porterStem("Running Shoes")).toBe("running sho");
  });

  it("counts characters, not UTF-16 units", () => {
    expect(porterStem("😀s")).toBe("😀s");
    expect(porterStem("😀😀ing", "original")).toBe("😀😀ing");
  });

  it("never lengthens a word by more than one letter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (word) => {
        const lower = word.toLowerCase();
        expect(porterStem(word).length).toBeLessThanOrEqual(lower.length + 1);
      }),
    );
  });
});
