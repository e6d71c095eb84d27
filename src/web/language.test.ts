import { describe, expect, it } from "vitest";
import { languageOf } from "./language.js";

describe("languageOf", () => {
  it.each([
    ["#流星雨", "zh"],
    ["#流れ星", "ja"],
    ["#유성우", "ko"],
    ["#Perseids", undefined],
    ["2026 🌠", undefined],
  ])("%s is %s", (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
