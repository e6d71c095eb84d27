import { describe, expect, it } from "vitest";
import { LABELS, labelsOfSpan, labelWords } from "./labels.js";

const labels = (post: string, ...hashtags: string[]): string =>
  [
    ...labelWords(
      post.split(" "),
      hashtags.map((tag) => tag.split(" ")),
    ),
  ]
    .map((label) => LABELS[label])
    .join(" ");

describe("labelWords", () => {
  it.each([
    ["a b c d e", ["b c d"], "not begin middle end not"],
    ["a b c", ["b"], "not single not"],
    ["a b a b", ["a b"], "begin end begin end"],
    ["a b c", ["a c"], "not not not"],
    ["a b", ["a b c"], "not not"],
    ["a a a", ["a a"], "begin end not"],
    ["a b c", ["b", "a b"], "begin end not"],
    ["a b c", ["a b", "b c"], "begin end not"],
    ["a b c", ["c", "a"], "single not single"],
    ["a b c", ["ab"], "not not not"],
  ])("marks in %j the hashtags %j", (post, hashtags, expected) => {
    expect(labels(post, ...hashtags)).toBe(expected);
  });
});

describe("labelsOfSpan", () => {
  it.each([
    [1, "single"],
    [2, "begin end"],
    [4, "begin middle middle end"],
  ])("of %i words", (length, expected) => {
    expect(
      labelsOfSpan(length)
        .map((label) => LABELS[label])
        .join(" "),
    ).toBe(expected);
  });
});
