import { describe, expect, it } from "vitest";
import { KnownHashtags } from "./known-hashtags.js";

describe("KnownHashtags", () => {
  const known = new KnownHashtags([["aus", "open"], ["ausopen"], ["b"]]);

  it("knows hashtags wherever their words end", () => {
    expect(known.has(["aus", "open"])).toBe(true);
    expect(known.has(["ausopen"])).toBe(true);
    expect(known.has(["aus"])).toBe(false);
    expect(known.size).toBe(2);
  });

  it("survives JSON and takes more in", () => {
    const again = KnownHashtags.fromJSON(JSON.parse(JSON.stringify(known)), "x");
    again.add([["new", "one"]]);
    expect(again.toJSON()).toEqual(["ausopen", "b", "newone"]);
  });

  it("refuses what is no list of hashtags", () => {
    expect(() => KnownHashtags.fromJSON({ a: 1 }, "known-hashtags.json")).toThrow(
      /^known-hashtags\.json: not a list/,
    );
  });
});
