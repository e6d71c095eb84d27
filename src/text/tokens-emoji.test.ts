import { describe, expect, it } from "vitest";
import { type TokeniseOptions, tokenise } from "./tokens.js";

function words(text: string, options?: TokeniseOptions): string {
  return tokenise(text, options)
    .map(({ word }) => word)
    .join(" ");
}

describe("tokenise, emoji", () => {
  it.each(["😂", "👍🏽", "👨‍👩‍👧", "👩🏽‍🚀", "🏳‍🌈", "❤‍🔥", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1⃣", "#⃣", "☀", "©", "🏿"])(
    "%s is one token",
    (emoji) => {
      expect(tokenise(emoji)).toEqual([
        { word: emoji, kind: "emoji", start: 0, end: emoji.length },
      ]);
    },
  );

  it.each([
    ["😂😂😂", "😂 😂 😂"],
    ["🇩🇪🇫🇷", "🇩🇪 🇫🇷"],
    ["good👍day", "good 👍 day"],
    ["❤️ ❤ ☺︎", "❤ ❤ ☺"],
    ["1️⃣2️⃣", "1⃣ 2⃣"],
    ["✌🏿️#tag", "✌🏿 tag"],
    ["🏳️‍🌈", "🏳‍🌈"],
  ])("%j -> %j", (text, expected) => {
    expect(words(text)).toBe(expected);
  });
});

describe("tokenise, all emoji of one character", () => {
  it("gives one token for each", () => {
    const property = "RGI_Emoji";
    const pattern = new RegExp(String.raw`^\p{${property}}$`, "v");
    const emoji = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code))
      .flatMap((character) => [character, `${character}\uFE0F`, `${character}\u{1F3FD}`])
      .filter((text) => pattern.test(text));
    expect(emoji.length).toBeGreaterThan(1000);
    const kinds = (text: string) => tokenise(text).map(({ kind }) => kind);
    expect(emoji.filter((text) => kinds(text).join() !== "emoji")).toEqual([]);
  });
});

describe("tokenise, emoticons", () => {
  it.each([
    ":)",
    ":-)",
    ":-(",
    ";)",
    ";P",
    "=D",
    ":D",
    ":/",
    ":'(",
    ":|",
    ":*",
    ":3",
    "<3",
    "</3",
    ">:(",
    "XD",
    "^_^",
    "^^",
    "-_-",
    ">_<",
    "T_T",
    "o_O",
    "8-)",
    "D:",
    "(:",
    "¯\\_(ツ)_/¯",
  ])("%j is one token", (emoticon) => {
    expect(tokenise(`so ${emoticon}`).slice(1)).toEqual([
      { word: emoticon.toLowerCase(), kind: "emoticon", start: 3, end: 3 + emoticon.length },
    ]);
  });

  it.each([
    ["note:Dog", "note : dog"],
    ["Chapter:3", "chapter : DIGIT"],
    ["(as in test): x", "( as in test ) : x"],
    ["(8) 8)x", "( DIGIT ) DIGIT ) x"],
    ["lol:)", "lol :)"],
    [":-((( :))", ":-( :)"],
    ["---> <--", "- > < -"],
    ["XDR", "xdr"],
    ["&lt;3", "<3"],
    [":’(", ":'("],
  ])("%j -> %j", (text, expected) => {
    expect(words(text)).toBe(expected);
  });
});
