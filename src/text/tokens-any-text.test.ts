import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLATFORMS } from "../corpus/post.js";
import { normalise, shortenRuns } from "./normalise.js";
import { tokenise } from "./tokens.js";

const PIECES = [
  ...["don’t", "#tag", "＃タグ", "@name", "http://t.co/a", "x.com", "a@b.org", "4k", "3.5", "$5"],
  ...[
    "&amp;",
    "&lt;3",
    ":-)",
    "👨‍👩‍👧",
    "❤️",
    "1️⃣",
    "🇩🇪",
    "sooooo",
    "好的",
    "カナ",
    "ไทย",
    "한국",
    "é",
    "\u0301",
  ],
  ...[
    " ",
    "\n",
    "\u200B",
    "\u200D",
    "\u0000",
    "\uD83D",
    ".",
    "…",
    "-",
    "'",
    "*",
    "_",
    "#",
    "@",
    "&",
    ";",
    "URL",
  ],
];
const post = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 4 })))
  .map((pieces) => pieces.join(""));
const platform = fc.constantFrom(...PLATFORMS);

describe("tokenise, any text", () => {
  it("gives tokens in order, with words, and leaves only what is invisible between them", () => {
    fc.assert(
      fc.property(post, platform, (text, platform) => {
        let end = 0;
        for (const token of [
          ...tokenise(text, { platform }),
          { start: text.length, end: text.length + 1, word: "end" },
        ]) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.word).toMatch(/^\S+$/u);
          expect(normalise(text.slice(end, token.start))).toMatch(/^[\s\p{C}]*$/u);
          end = token.end;
        }
      }),
    );
  });

  it("gives words that are their stretch of the text, normalised", () => {
    fc.assert(
      fc.property(post, platform, (text, platform) => {
        for (const { kind, word, start, end } of tokenise(text, { platform })) {
          if (kind === "word") expect(word).toBe(shortenRuns(normalise(text.slice(start, end))));
        }
      }),
    );
  });

  it("reads two texts with a space between as it reads each", () => {
    const unpaired = platform.filter((name) => name !== "weibo");
    fc.assert(
      fc.property(post, post, unpaired, (first, second, platform) => {
        const offset = first.length + 1;
        const moved = tokenise(second, { platform }).map((token) => ({
          ...token,
          start: token.start + offset,
          end: token.end + offset,
        }));
        expect(tokenise(`${first} ${second}`, { platform })).toEqual([
          ...tokenise(first, { platform }),
          ...moved,
        ]);
      }),
    );
  });

  it.each(["a", "1,", "a.", "a@b.", "(a", "a*", "👨‍"])(
    "reads 100,000 times %j without a space",
    (unit) => {
      const text = unit.repeat(100_000);
      expect(tokenise(text).at(-1)?.end).toBeGreaterThan(text.length - 4);
    },
  );
});
