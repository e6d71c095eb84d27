import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SearchedText, unitsOf } from "./hashtag-in-text.js";

const even = () => 1;
const find = (text: string[], hashtag: string[], rarity: (unit: string) => number = even) =>
  new SearchedText(text).find(hashtag, unitsOf(hashtag), rarity);

describe("unitsOf", () => {
  it("takes words apart only where a script has no spaces", () => {
    expect(unitsOf(["aus", "open", "北京"])).toEqual(["aus", "open", "北", "京"]);
  });
});

describe("a searched text", () => {
  it("finds the words of a hashtag, in any order, and its longest piece", () => {
    expect(find(["open", "the", "aus", "open"], ["aus", "open", "final"])).toEqual({
      words: 2 / 3,
      units: 2 / 3,
      run: 2 / 3,
      whole: 0,
    });
  });

  it("finds Chinese names across the borders of words", () => {
    expect(find(["我", "在北", "京马", "拉松"], ["北京", "马拉松"])).toEqual({
      words: 0,
      units: 1,
      run: 1,
      whole: 1,
    });
  });

  it("does not find a word within another", () => {
    expect(find(["party"], ["art"])).toMatchObject({ units: 0, run: 0 });
  });

  it("weighs rare words more", () => {
    const rarity = (word: string) => (word === "the" ? 1 : 3);
    expect(find(["voice"], ["the", "voice"], rarity).words).toBe(0.75);
    expect(find(["the"], ["the", "voice"], rarity).words).toBe(0.25);
  });

  it("counts how often the whole name stands there", () => {
    expect(find(["we", "we", "go", "we", "go"], ["we", "go"]).whole).toBe(2);
    expect(
      find(
        Array.from({ length: 50 }, () => "go"),
        ["go"],
      ).whole,
    ).toBe(9);
  });

  it("holds exactly the names that stand there in one piece", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, words, (text, name) => {
        const searched = new SearchedText(text);
        expect(searched.holds(name)).toBe(` ${text.join(" ")} `.includes(` ${name.join(" ")} `));
        expect(find(text, name).run === 1).toBe(searched.holds(name));
      }),
    );
  });
});
