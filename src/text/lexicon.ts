import { EMOJI } from "./emoji.js";
import { EMOTICON } from "./emoticons.js";

/**
 * What stretches of text a rule finds, in the order in which rules are tried. A `run` belongs to a
 * script without spaces and still has to be cut into words.
 */
const RULES = ["url", "emoji", "emoticon", "number", "run", "word", "punctuation"] as const;

/** A stretch of text, and the rule that found it. */
export interface Lexeme {
  readonly rule: (typeof RULES)[number];
  readonly text: string;
  readonly start: number;
}

/** Source of a character class: the letters and marks of some scripts. */
function letters(...scripts: string[]): string {
  const anyScript = scripts.map((script) => String.raw`\p{scx=${script}}`).join("");
  return String.raw`[[\p{Alphabetic}\p{M}]&&[${anyScript}]]`;
}

const CHINESE_OR_JAPANESE = letters("Han", "Hiragana", "Katakana", "Bopomofo");
const SOUTH_EAST_ASIAN = letters("Thai", "Lao", "Khmer", "Myanmar");
const KOREAN = letters("Hangul");
const CUT = `${CHINESE_OR_JAPANESE}${SOUTH_EAST_ASIAN}${KOREAN}`;

/** Invisible characters within words; a zero-width space separates them. */
const INVISIBLE = String.raw`[\p{Default_Ignorable_Code_Point}--[\u200B]]`;
const FIRST = String.raw`[[\p{Alphabetic}\p{N}]--[${CUT}]]`;
const NEXT = String.raw`[[\p{Alphabetic}\p{N}\p{M}${INVISIBLE}]--[${CUT}]]`;
const LETTER = String.raw`[${FIRST}--\p{N}]`;
const END = `(?!${NEXT})`;

/** What is left of a link that was cut off, and links that no platform recognises. */
const LINK =
  String.raw`[Hh][Tt][Tt][Pp][Ss]?(?:(?::\/{0,2})?…|:\/\/[\x21-\x7E]*)|` +
  String.raw`[Ww]{3}\.[\x21-\x7E]+`;

const SEVERAL = String.raw`\p{Nd}+(?:[.,:\/'’\-–]\p{Nd}+)+`;
const HOURS = `(?:[AaPp][Mm]${END})`;
const MONEY = String.raw`\p{Sc}(?:${SEVERAL}|\p{Nd}+)(?:(?:[KkMmBb]|[BbMmTt][Nn]|[Mm]il)${END})?`;
/** With letters behind them digits begin a word: "4k", "18-year-old". */
const ONE = String.raw`[\p{Nd}\p{No}]+(?:${HOURS}|(?!${NEXT}|[\-‐‑'’]${LETTER}))`;
const NUMBER =
  String.raw`[+\-−±]?(?:${MONEY}|` +
  String.raw`(?:${SEVERAL}${HOURS}?|${ONE})(?:[%‰％]|°(?:[CF]${END})?|\p{Sc})?)`;

/** Words of dictionaries hold Latin letters too: "T恤", "卡拉OK". */
const RUN = [
  `(?:[A-Za-z]{1,20}(?=${CHINESE_OR_JAPANESE}))?${CHINESE_OR_JAPANESE}` +
    String.raw`(?:[${CHINESE_OR_JAPANESE}${INVISIBLE}]|[A-Za-z]{1,20}(?![A-Za-z\d'’\-_]))*`,
  `${SOUTH_EAST_ASIAN}[${SOUTH_EAST_ASIAN}${INVISIBLE}]*`,
].join("|");

const APOSTROPHE = "['’ʼ‘´＇]";
/** Within words: "don't", "well-known", "snake_case", "il·lusió", "v1.2", "f**k", "ke$ha". */
const JOINT = [
  `${APOSTROPHE}(?=${LETTER})`,
  String.raw`[\-‐‑·\u05F3\u05F4]`,
  "_+",
  String.raw`(?<=\p{Nd})\.(?=\p{Nd})`,
  String.raw`(?<=\p{L})[*$]+(?=\p{L})`,
].join("|");
const WORD = [
  // "U.S.", "e.g."
  String.raw`(?:${LETTER}\.)+${LETTER}${END}\.?`,
  // "R&B"
  String.raw`\p{Lu}{1,3}&\p{Lu}{1,3}${END}`,
  // "f***", but not "**so**".
  String.raw`(?<!\*)${LETTER}{1,2}\*{2,}(?![*${NEXT}])`,
  // "@name's", "'cause"
  `['’](?:[sdm]|ve|re|ll|em|til|cause)${END}`,
  `${FIRST}${NEXT}*(?:(?:${JOINT})${FIRST}${NEXT}*)*`,
  `${KOREAN}[${KOREAN}${INVISIBLE}]*`,
].join("|");

/** The group of the sign comes behind one group for each rule. */
const PUNCTUATION = `([^\\s\\p{C}])\\${RULES.length + 1}*\\p{M}*`;

const SOURCES = {
  url: LINK,
  emoji: EMOJI,
  emoticon: EMOTICON,
  number: NUMBER,
  run: RUN,
  word: WORD,
  punctuation: PUNCTUATION,
};

const PATTERN = new RegExp(RULES.map((rule) => `(${SOURCES[rule]})`).join("|"), "gv");

/** The stretches of a text that hold words or signs; what lies between is white space or invisible. */
export function lexemes(text: string): Lexeme[] {
  const found: Lexeme[] = [];
  // Not `matchAll`: it copies the pattern, which takes longer than all else here.
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(text); match; match = PATTERN.exec(text)) {
    found.push({ rule: ruleOf(match), text: match[0], start: match.index });
  }
  return found;
}

function ruleOf(match: RegExpExecArray): Lexeme["rule"] {
  return RULES[RULES.findIndex((_, index) => match[index + 1] !== undefined)];
}
