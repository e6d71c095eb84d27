import { describe, expect, it } from "vitest";
import { Random } from "../src/support/random.js";
import { expand } from "./grammar.js";

/** The different sentences among many of a pattern, sorted. */
function sentences(pattern: string, slots: Record<string, string> = {}): string[] {
  const random = new Random(1);
  const found = Array.from({ length: 300 }, () => expand(pattern, slots, random).join(" "));
  return [...new Set(found)].sort();
}

describe("expand", () => {
  it("chooses among whole sentences and within them", () => {
    expect(sentences("(red|green) door|no door")).toEqual(["green door", "no door", "red door"]);
  });

  it("leaves an option out now and then", () => {
    expect(sentences("a [big|small] door")).toEqual(["a big door", "a door", "a small door"]);
  });

  it("fills slots, whose patterns may nest", () => {
    expect(
      sentences("the {part} [(old|{age}) one]", { part: "door|{lid}", lid: "lid", age: "new" }),
    ).toEqual([
      "the door",
      "the door new one",
      "the door old one",
      "the lid",
      "the lid new one",
      "the lid old one",
    ]);
  });

  it("names a slot that does not exist", () => {
    expect(() => sentences("{nobody} knows")).toThrow("no slot {nobody}");
  });
});
