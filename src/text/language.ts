import { eld } from "eld/extrasmall";
import { findEntities } from "../corpus/entities.js";
import { lexemes } from "./lexicon.js";
import { resolveReferences } from "./references.js";

/** Scripts of which nearly all posts are in one language. */
const SCRIPTS: readonly [string, RegExp][] = [
  ["ko", /\p{Script=Hangul}/gu],
  ["th", /\p{Script=Thai}/gu],
  ["lo", /\p{Script=Lao}/gu],
  ["km", /\p{Script=Khmer}/gu],
  ["my", /\p{Script=Myanmar}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["hy", /\p{Script=Armenian}/gu],
  ["ka", /\p{Script=Georgian}/gu],
  ["am", /\p{Script=Ethiopic}/gu],
  ["ta", /\p{Script=Tamil}/gu],
  ["te", /\p{Script=Telugu}/gu],
  ["kn", /\p{Script=Kannada}/gu],
  ["ml", /\p{Script=Malayalam}/gu],
  ["si", /\p{Script=Sinhala}/gu],
  ["gu", /\p{Script=Gujarati}/gu],
  ["pa", /\p{Script=Gurmukhi}/gu],
  ["or", /\p{Script=Oriya}/gu],
];

const LETTERS = /[\p{L}\p{M}]/gu;
const HAN = /\p{Script=Han}/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Letters below which the languages of an alphabet cannot be told apart. */
const FEWEST_LETTERS = 10;

/**
 * The language of a post: by its script where that tells, else by the frequencies of its letter
 * sequences (the library eld). Hashtags, mentions, links and the "RT" of a retweet do not count.
 * Indonesian is reported as Malay ("ms"), which the library does not tell from it.
 * @returns an ISO 639-1 code; undefined where there is too little text to tell
 */
export function recogniseLanguage(text: string): string | undefined {
  const prose = proseOf(resolveReferences(text).text);
  return languageOfScript(prose) ?? languageOfWords(prose);
}

function languageOfScript(prose: string): string | undefined {
  const total = count(prose, LETTERS);
  // Names and loanwords are in Latin letters in many languages.
  const prevails = (letters: number) => letters > 0 && letters * 4 >= total;
  const [han, kana] = [count(prose, HAN), count(prose, KANA)];
  // A single kana in a Chinese text is an ornament.
  if (prevails(han + kana)) return kana * 10 >= han + kana ? "ja" : "zh";
  return SCRIPTS.find(([, letters]) => prevails(count(prose, letters)))?.[0];
}

function languageOfWords(prose: string): string | undefined {
  if (count(prose, LETTERS) < FEWEST_LETTERS) return undefined;
  return eld.detect(prose).language || undefined;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The words of a text that its author wrote as sentences. */
function proseOf(text: string): string {
  let prose = "";
  let end = 0;
  for (const entity of findEntities(text, "other")) {
    prose += `${text.slice(end, entity.start)} `;
    end = entity.end;
  }
  return lexemes(prose + text.slice(end))
    .filter((lexeme) => (lexeme.rule === "word" && lexeme.text !== "RT") || lexeme.rule === "run")
    .map((lexeme) => lexeme.text)
    .join(" ");
}
