import { describe, expect, it } from "vitest";
import { tagsOutside } from "./tags.js";

describe("tagsOutside", () => {
  it("keeps the tags that the text does not hold, each once and without the sign", () => {
    expect(tagsOutside("on #grass", ["#Tennis", "grass", "tennis", "＃AusOpen"])).toEqual([
      "Tennis",
      "AusOpen",
    ]);
  });

  it("asks for the sign before a tag, and for its end", () => {
    expect(tagsOutside("tennis #tennislive", ["tennis"])).toEqual(["tennis"]);
    expect(tagsOutside("#tennislive #tennis!", ["tennis"])).toBeUndefined();
    expect(tagsOutside("#澳网#開始", ["澳网"])).toBeUndefined();
    expect(tagsOutside("#𝒳a", ["x"])).toEqual(["x"]);
  });

  it("compares without capitals, accents and widths, as platforms fold their names", () => {
    expect(tagsOutside("＃Café #ＡＢＣ", ["cafe", "abc"])).toBeUndefined();
  });

  it("gives nothing for no tags and for blank ones", () => {
    expect(tagsOutside("", [])).toBeUndefined();
    expect(tagsOutside("", ["", " ", "#"])).toBeUndefined();
  });
});
