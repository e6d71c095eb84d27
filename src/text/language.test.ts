import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { recogniseLanguage } from "./language.js";

describe("recogniseLanguage", () => {
  it.each([
    ["The last minute was the best of the game", "en"],
    ["Guten Morgen, wie geht es dir heute?", "de"],
    ["Où est la bibliothèque, s'il vous plaît ?", "fr"],
    ["Me gusta mucho esta canción", "es"],
    ["Bom dia, tudo bem com você?", "pt"],
    ["Привет, как дела сегодня?", "ru"],
    ["Сьогодні дуже гарна погода, чи не так?", "uk"],
    ["مرحبا كيف حالك اليوم", "ar"],
    ["नमस्ते आप कैसे हैं", "hi"],
    ["好", "zh"],
    ["我爱 iPhone", "zh"],
    ["今日は良い天気", "ja"],
    ["これはペンです", "ja"],
    ["사랑해요 BTS", "ko"],
    ["สวัสดีครับ", "th"],
    ["שלום", "he"],
    ["RT @name: was für ein schöner Tag heute http://t.co/abc #goodmorning", "de"],
    ["The word 愛 means love in both of the languages", "en"],
  ])("%s: %s", (text, language) => {
    expect(recogniseLanguage(text)).toBe(language);
  });

  it.each([
    "",
    "lol",
    "😂😂😂",
    "1234567890 100%",
    "RT @x: http",
    "RT @some_long_name: http://t.co/abcdef",
    "#good #morning #everybody @some_long_name example.com",
  ])("does not guess at %j", (text) => {
    expect(recogniseLanguage(text)).toBeUndefined();
  });

  const FILE = "data/twitter-v1/sydneysiege.ndjson";

  it.skipIf(!hasShared(FILE))("agrees with Twitter about English tweets (needs ../shared)", () => {
    const recognised = readFileSync(sharedPath(FILE), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ lang }) => lang === "en")
      .map(({ text }) => recogniseLanguage(text))
      .filter((language) => language !== undefined);
    const right = recognised.filter((language) => language === "en").length;
    expect(recognised.length).toBeGreaterThan(300);
    expect(right / recognised.length).toBeGreaterThan(0.98);
  });
});
