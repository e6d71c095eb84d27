import { describe, expect, it } from "vitest";
import { detectLanguage } from "./language.js";

const posts = (...texts: string[]) =>
  texts.map((text, i) => ({
    id: `${i}`,
    post: text.split(" "),
    conversation: [],
    hashtags: [["x"]],
  }));

describe("detectLanguage", () => {
  it.each([
    ["zh", ["我 看到 愤怒 的 小鸟 ok"]],
    ["en", ["the bird 鸟"]],
    ["zh", ["hi", "愤怒 的 小鸟"]],
    ["en", ["DIGIT 1 2 3 😀 !"]],
    ["en", ["これ は ペン です"]],
    ["en", []],
  ])("finds %s for %j", (language, texts) => {
    expect(detectLanguage(posts(...texts))).toBe(language);
  });

  it("does not count digits and signs as letters", () => {
    expect(detectLanguage(posts("小鸟 12345678901234567890 !!!!!!"))).toBe("zh");
  });
});
