import { describe, expect, it } from "vitest";
import { isNameable, sortWords } from "./content-words.js";

describe("isNameable", () => {
  it.each(["goal", "马航", "mh370", "don't", "naïve", "pDIGITa"])("takes %s", (word) => {
    expect(isNameable(word)).toBe(true);
  });

  it.each(["URL", "URLURL", "MENTION", "DIGIT", "DIGITDIGIT", "!", "...", "😍", "2014"])(
    "refuses %s",
    (word) => expect(isNameable(word)).toBe(false),
  );
});

describe("sortWords", () => {
  it("leaves out what is rare, and what cannot be a name", () => {
    const posts = [["new", "goal", "!", "URL"], ["goal", "!", "URL"], ["match"]];
    expect(sortWords(posts)).toEqual({ content: ["goal"], functional: [] });
  });

  it("tells function words by how many posts have them", () => {
    // 200 words, each in two posts, and two that every or every third post has.
    const posts = Array.from({ length: 200 }, (_, i) => [
      "the",
      ...(i % 3 ? [] : ["of"]),
      `w${i}`,
      `w${(i + 1) % 200}`,
    ]);
    const { content, functional } = sortWords(posts);
    expect(functional).toEqual(["the", "of"]);
    expect(content).toHaveLength(200);
  });

  it("finds at most one function word among a hundred words", () => {
    const posts = Array.from({ length: 50 }, () => ["a", "b", "c"]);
    expect(sortWords(posts).content).toEqual(["a", "b", "c"]);
  });

  it("finds nothing in no posts", () => {
    expect(sortWords([])).toEqual({ content: [], functional: [] });
  });
});
