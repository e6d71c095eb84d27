import { describe, expect, it } from "vitest";
import { normalise, shortenRuns } from "./normalise.js";

describe("normalise", () => {
  it.each([
    ["HeLLo", "hello"],
    ["don’t", "don't"],
    ["don`t", "don't"],
    ["„So“", '"so"'],
    ["a‑b", "a-b"],
    ["ﬁne", "fine"],
    ["ＡＢＣ", "abc"],
    ["ｻｯｶｰ", "サッカー"],
    ["ℌ", "h"],
    ["e\u0301", "é"],
    ["İI", "ii"],
    ["ㅋㅋ", "ㅋㅋ"],
    ["ﷺ", "ﷺ"],
    ["so\u200Dft\u00AD", "soft"],
    ["❤\uFE0F", "❤"],
    ["R&amp;B", "r&b"],
    ["&#x41;&#66;", "ab"],
    ["&amp;lt;", "&lt;"],
    ["…", "..."],
    ["！", "!"],
    ["\u200B", ""],
  ])("%j -> %j", (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });
});

describe("shortenRuns", () => {
  it.each([
    ["sooooo", "sooo"],
    ["sooo", "sooo"],
    ["haaaappyyyyy", "haaappyyy"],
    ["哈哈哈哈", "哈哈哈"],
    ["10000", "10000"],
    ["𝒶𝒶𝒶𝒶", "𝒶𝒶𝒶"],
  ])("%s -> %s", (word, expected) => {
    expect(shortenRuns(word)).toBe(expected);
  });
});
