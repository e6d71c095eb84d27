import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldTag, TagPattern } from "./tag-pattern.js";

const matches = (pattern: string, tag: string) => new TagPattern(pattern).matches(foldTag(tag));

describe("foldTag", () => {
  it.each([
    ["#AusOpen", "ausopen"],
    ["ＡＵＳｏｐｅｎ", "ausopen"],
    ["＃aus_open", "ausopen"],
    ["#那个 进球#", "那个进球"],
    ["#🎉", "🎉"],
    ["#", ""],
  ])("%j is %j", (tag, folded) => expect(foldTag(tag)).toBe(folded));
});

describe("TagPattern", () => {
  it.each([
    ["ausopen", "#AusOpen"],
    ["#AUSOPEN", "ausopen"],
    ["ＡｕｓＯｐｅｎ", "AusOpen"],
    ["aus_open", "AusOpen"],
    ["aus*", "#AusOpen"],
    ["*open", "#AusOpen"],
    ["＊open", "#AusOpen"],
    ["a*o*n", "#AusOpen"],
    ["aus*_*open", "#Aus_Open"],
    ["*uso*", "#AusOpen"],
    ["*", "#AusOpen"],
    ["ausopen*", "#AusOpen"],
    ["那*球", "#那个进球#"],
  ])("%j matches %j", (pattern, tag) => expect(matches(pattern, tag)).toBe(true));

  it.each([
    ["aus", "#AusOpen"],
    ["open*", "#AusOpen"],
    ["aus*aus", "#Aus"],
    ["a*n*n", "#AusOpen"],
    ["", "#AusOpen"],
    ["#", "#"],
    ["a.s*", "#Axs"],
  ])("%j does not match %j", (pattern, tag) => expect(matches(pattern, tag)).toBe(false));

  it("agrees with a regular expression", () => {
    const text = (alphabet: string) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength: 8 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(text("ab*"), text("ab"), (pattern, tag) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
        expect(matches(pattern, tag)).toBe(tag + pattern !== "" && expression.test(tag));
      }),
      { numRuns: 500 },
    );
  });

  it("reads a pattern that would keep a regular expression busy for ever", () => {
    expect(matches(`${"a*".repeat(200)}b`, "a".repeat(20_000))).toBe(false);
  });
});
