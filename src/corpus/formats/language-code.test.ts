import { expect, it } from "vitest";
import { languageCode } from "./language-code.js";

it.each([
  ["en", "en"],
  ["EN", "en"],
  ["zh-Hant", "zh"],
  ["pt_BR", "pt"],
  ["in", "id"],
  ["iw", "he"],
  ["eng", "en"],
  ["tl", "tl"],
  ["und", undefined],
  ["zxx", undefined],
  ["qme", undefined],
  ["kab", undefined],
  ["jp", undefined],
  ["english", undefined],
  ["", undefined],
  [undefined, undefined],
])("the code of %j is %j", (tag, code) => {
  expect(languageCode(tag)).toBe(code);
});
