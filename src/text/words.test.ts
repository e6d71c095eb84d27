import { describe, expect, it } from "vitest";
import { splitWords } from "./words.js";

describe("splitWords", () => {
  it.each([
    ["That last MINUTE!", "that last minute !"],
    ["don't  stop\n\tnow", "don't stop now"],
    ["see https://example.org/a?b=1 @some_one: 3.5 or 10:30", "see URL MENTION : DIGIT or DIGIT"],
    ["URL MENTION DIGIT stay, url does not", "URL MENTION DIGIT stay , url does not"],
    ["so #AusOpen it is", "so ausopen it is"],
    ["", ""],
  ])("splits %j", (text, words) => {
    expect(splitWords(text).join(" ")).toBe(words);
  });

  it("splits Chinese, as well as the runtime's dictionary can", () => {
    const words = splitWords("那个进球太精彩了");
    expect(words.join("")).toBe("那个进球太精彩了");
    expect(words).toContain("精彩");
  });

  it("splits texts of any length, with and without spaces", () => {
    expect(splitWords("word ".repeat(50_000))).toEqual(new Array(50_000).fill("word"));
    expect(splitWords("好。".repeat(20_000))).toHaveLength(40_000);
  });
});
