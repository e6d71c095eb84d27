import { resolveReferences } from "./references.js";

const APOSTROPHES = /[‘’‚‛ʼ´`′‹›＇]/gu;
const QUOTES = /[“”„‟«»″＂]/gu;
const HYPHENS = /[‐‑]/gu;

/** What has no shape of its own: joiners, variation selectors, marks of direction, soft hyphens. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Stand-alone Korean letters ("ㅋㅋ"), which compatibility forms would turn into parts of syllables. */
const KOREAN_LETTERS = /[^\u3131-\u318E]+/gu;

/**
 * The form of a word, sign or hashtag that the vocabulary holds: character references resolved,
 * compatibility forms (full width, ligatures, mathematical letters) and typographic quotes made
 * plain, invisible characters gone, accents composed, lower case whatever the locale.
 * @param text one token; white space inside stays
 */
export function normalise(text: string): string {
  const plain = toPlain(resolveReferences(text).text);
  // Most words are ASCII, where the rest changes nothing.
  return isAscii(plain) ? plain.toLowerCase() : lowerCase(compatible(plain));
}

/**
 * A normalised word with at most three of the same letter in a row: "sooooo" and "soooo" are one
 * word, which "so" is not.
 */
export function shortenRuns(word: string): string {
  // Few words have such a run, and the quick test is right about all others.
  return /(.)\1{3}/su.test(word) ? word.replace(/(\p{L})\1{3,}/gu, "$1$1$1") : word;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 127) return false;
  }
  return true;
}

function toPlain(text: string): string {
  if (isAscii(text)) return text.replaceAll("`", "'");
  return text
    .replace(APOSTROPHES, "'")
    .replace(QUOTES, '"')
    .replace(HYPHENS, "-")
    .replace(INVISIBLE, "");
}

function compatible(text: string): string {
  const folded = text.normalize("NFC").replace(KOREAN_LETTERS, (part) => part.normalize("NFKC"));
  // Some signs stand for whole phrases, and lone accents for an accented space.
  return !/\s/u.test(text) && /\s/u.test(folded) ? text.normalize("NFC") : folded;
}

function lowerCase(text: string): string {
  // "İ" becomes "i" with a dot above, which no reader tells from "i".
  return text
    .toLowerCase()
    .replace(/i\u0307/gu, "i")
    .normalize("NFC");
}
