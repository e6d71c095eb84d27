import { describe, expect, it } from "vitest";
import { HashtagTable } from "./hashtag-table.js";

describe("HashtagTable", () => {
  it("numbers hashtags by their spelling and keeps the first words", () => {
    const table = new HashtagTable([["super", "bowl"], ["final"]]);
    expect(table.add(["superb", "owl"])).toBe(0);
    expect(table.add(["cup"])).toBe(2);
    expect(table.words(0)).toEqual(["super", "bowl"]);
    expect([["final"], ["superbowl"], ["none"]].map((words) => table.numberOf(words))).toEqual([
      1,
      0,
      undefined,
    ]);
    expect(table.size).toBe(3);
  });

  it("survives JSON", () => {
    const table = HashtagTable.fromJSON(
      JSON.parse(JSON.stringify(new HashtagTable([["a", "b"], ["c"]]))),
      "x.json",
    );
    expect(table.numberOf(["c"])).toBe(1);
  });

  it.each([[{}], [[["a"], []]], [[[1]]]])("refuses %j", (value) => {
    expect(() => HashtagTable.fromJSON(value, "x.json")).toThrow(
      /^x\.json: not a list of hashtags/,
    );
  });
});
