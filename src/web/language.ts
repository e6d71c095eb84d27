/** Letters that tell a language, which decides about fonts and voices. Kana goes before what it stands among. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
  [/\p{Script=Hangul}/u, "ko"],
  [/\p{Script=Han}/u, "zh"],
];

/** The language of a text as far as its letters tell: an ISO 639-1 code, else undefined. */
export function languageOf(text: string): string | undefined {
  return SCRIPTS.find(([letters]) => letters.test(text))?.[1];
}
