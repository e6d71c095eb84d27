import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentsOf, strengthOf } from "./highlight.js";

const word = (start: number, end: number, weight = 0.5) => ({ text: 0, start, end, weight });

describe("segmentsOf", () => {
  it("cuts at the words, whatever their order", () => {
    const words = [word(11, 14, 0.2), word(2, 7, 0.7)];
    expect(segmentsOf("a storm at sea", words)).toEqual([
      { text: "a " },
      { text: "storm", weight: 0.7 },
      { text: " at " },
      { text: "sea", weight: 0.2 },
    ]);
  });

  it("keeps characters beyond the basic plane whole", () => {
    expect(segmentsOf("🌩️雷雨", [word(3, 5)])).toEqual([
      { text: "🌩️" },
      { text: "雷雨", weight: 0.5 },
    ]);
  });

  it("takes the first of words that overlap and leaves out what lies outside", () => {
    const words = [word(0, 3), word(2, 5), word(6, 99), word(5, 5), word(-1, 2)];
    expect(segmentsOf("abcdefg", words)).toEqual([{ text: "abc", weight: 0.5 }, { text: "defg" }]);
  });

  it("adds up to the text for any places", () => {
    const places = fc.array(
      fc.record({
        text: fc.constant(0),
        start: fc.integer({ min: -2, max: 30 }),
        end: fc.integer({ min: -2, max: 30 }),
        weight: fc.constant(1),
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), places, (text, words) => {
        const joined = segmentsOf(text, words).map((segment) => segment.text);
        expect(joined.join("")).toBe(text);
        expect(joined).not.toContain("");
      }),
    );
  });
});

describe("strengthOf", () => {
  it("goes from 1 to 4 in equal parts of the largest weight", () => {
    const strengths = [0.001, 0.1, 0.11, 0.2, 0.21, 0.31, 0.4].map((each) => strengthOf(each, 0.4));
    expect(strengths).toEqual([1, 1, 2, 2, 3, 4, 4]);
  });
});
