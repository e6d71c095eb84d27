import { describe, expect, it } from "vitest";
import { Random } from "../src/support/random.js";
import { write } from "./writing.js";

/** The ways in which many people write the same tokens. */
function ways(tokens: string, language: "en" | "zh") {
  const random = new Random(1);
  return Array.from({ length: 400 }, () => write(tokens.split(" "), language, random));
}

describe("write", () => {
  it("writes English with or without capitals, and its words always without", () => {
    const found = ways("hm , Rossi met me . we ran 12 km !", "en");
    expect(new Set(found.map(({ text }) => text))).toEqual(
      new Set(["Hm, Rossi met me. We ran 12 km!", "hm, rossi met me. we ran 12 km!"]),
    );
    expect(new Set(found.map(({ words }) => words.join(" ")))).toEqual(
      new Set(["hm , rossi met me . we ran DIGIT km !"]),
    );
  });

  it("writes Chinese without spaces", () => {
    const [{ words, text }] = ways("今天 跑 了 12 公里 ！", "zh");
    expect(text).toBe("今天跑了12公里！");
    expect(words).toEqual(["今天", "跑", "了", "DIGIT", "公里", "！"]);
  });

  it("invents links and handles for the text only", () => {
    for (const { words, text } of ways("MENTION see URL", "en")) {
      expect(words).toEqual(["MENTION", "see", "URL"]);
      expect(text).toMatch(/^@[a-z]+_[a-z]+\d{0,2} see https:\/\/[a-z]+\.example\/\w{5}$/i);
    }
  });

  it("makes mistakes and stretches words, in words and text alike", () => {
    const found = ways("so bright", "en");
    const texts = new Set(found.map(({ text }) => text.toLowerCase()));
    expect(texts).toContain("soo bright");
    expect([...texts].filter((text) => !/^so+ bright$/.test(text)).length).toBeGreaterThan(0);
    for (const { words, text } of found) expect(text.toLowerCase()).toBe(words.join(" "));
  });

  it("says an before a vowel", () => {
    expect(ways("a apple", "en")[0].words).toEqual(["an", "apple"]);
  });
});
