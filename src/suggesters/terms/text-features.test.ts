import { describe, expect, it } from "vitest";
import { gramHashes, wordHash } from "./term-hashes.js";
import { textFeatures } from "./text-features.js";

describe("textFeatures", () => {
  it("are the words where a script has spaces", () => {
    expect(textFeatures(["what", "a", "what"])).toEqual(["what", "a", "what"].map(wordHash));
  });

  it("are also characters and pairs where it has none, across words", () => {
    expect(textFeatures(["看", "ok", "进球", "了"])).toEqual([
      ...["看", "ok", "进球", "了"].map(wordHash),
      ...gramHashes("看", 2),
      ...gramHashes("进球了", 2),
    ]);
  });
});
