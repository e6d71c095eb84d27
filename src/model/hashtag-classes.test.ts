import { describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { HashtagClasses } from "./hashtag-classes.js";

const tags = (...names: string[]): string[][] => names.map((name) => name.split(" "));

describe("HashtagClasses", () => {
  const classes = HashtagClasses.of(tags("a", "b c", "d", "b c", "bc", "d", "a b"));

  it("numbers distinct hashtags, most frequent first, then in their order", () => {
    expect(classes.hashtags).toEqual(tags("b c", "d", "a", "a b"));
    expect(classes.size).toBe(4);
    expect(tags("b c", "bc", "a b", "x").map((tag) => classes.numberOf(tag))).toEqual([
      0,
      0,
      3,
      undefined,
    ]);
  });

  it("survives JSON", () => {
    const copy = HashtagClasses.fromJSON(JSON.parse(JSON.stringify(classes)), "hashtags.json");
    expect(copy.hashtags).toEqual(classes.hashtags);
    expect(copy.numberOf(["a"])).toBe(2);
  });

  it.each([[{}], [[]], [["a"]], [[[]]], [[[""]]]])("refuses %j", (value) => {
    const read = () => HashtagClasses.fromJSON(value, "hashtags.json");
    expect(read).toThrow(UserError);
    expect(read).toThrow("hashtags.json: not a list of hashtags");
  });
});
