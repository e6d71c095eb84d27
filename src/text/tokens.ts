import { type Entity, type EntityKind, findEntities } from "../corpus/entities.js";
import type { Platform } from "../corpus/post.js";
import { type ChineseCutter, intlCutter } from "./chinese.js";
import { normaliseEmoji } from "./emoji.js";
import { type Lexeme, lexemes } from "./lexicon.js";
import { normalise, shortenRuns } from "./normalise.js";
import { resolveReferences } from "./references.js";

/** What a token is. */
export type TokenKind = EntityKind | "word" | "number" | "emoji" | "emoticon" | "punctuation";

/** One word or sign of a text. */
export interface Token {
  /** What the vocabulary sees; without white space. */
  readonly word: string;
  readonly kind: TokenKind;
  /** Where it starts in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** How to read a text. */
export interface TokeniseOptions {
  /** ISO 639-1 code; it only tells whether Chinese characters without kana are Japanese ("ja"). */
  readonly language?: string;
  /** Whose hashtags and mentions to look for; Twitter's by default. */
  readonly platform?: Platform;
  /** Cuts Chinese; by default the runtime's own dictionary does. */
  readonly cutChinese?: ChineseCutter;
}

/** Placeholders of the paper's data (section 3), and the kinds of the tokens they stand for. */
export const PLACEHOLDERS: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ["URL", "url"],
  ["MENTION", "mention"],
  ["DIGIT", "number"],
]);

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HAN = /\p{Script=Han}/u;

/**
 * Splits a post into words and signs, as its readers see them.
 *
 * - Links, e-mail addresses, mentions and numbers (amounts, dates, times, percentages, phone
 *   numbers) become `URL`, `URL`, `MENTION` and `DIGIT` (paper section 3); those placeholders in
 *   capitals stay as they are. Words with digits ("covid19", "4k", "18-year-old") stay words.
 * - Contractions, possessives and hyphenated words are one token: "don't", "city's", "well-known".
 * - A hashtag is one token: its text without the sign, lower case, "_" for white space.
 * - Emoji and emoticons are tokens; of a repeated sign one is kept, of several full stops three.
 * - A letter more than three times in a row is kept three times.
 * - Chinese, Japanese, Thai, Lao, Khmer and Burmese are cut by dictionaries.
 *
 * @returns tokens in order; between them are white space and invisible characters
 */
export function tokenise(text: string, options: TokeniseOptions = {}): Token[] {
  const resolved = resolveReferences(text);
  const tokens: Token[] = [];
  let end = 0;
  for (const entity of findEntities(resolved.text, options.platform ?? "other")) {
    addPlain(tokens, resolved.text.slice(end, entity.start), end, options);
    tokens.push(entityToken(entity));
    end = entity.end;
  }
  addPlain(tokens, resolved.text.slice(end), end, options);
  if (resolved.text === text) return tokens;
  return tokens.map((token) => ({
    ...token,
    start: resolved.origin(token.start),
    end: resolved.origin(token.end),
  }));
}

function entityToken({ kind, value, start, end }: Entity): Token {
  const words = { url: "URL", email: "URL", mention: "MENTION" };
  const word = kind === "hashtag" ? normalise(value).replace(/\s+/gu, "_") : words[kind];
  return { word, kind, start, end };
}

/** Adds the tokens of a stretch without entities. */
function addPlain(tokens: Token[], text: string, offset: number, options: TokeniseOptions): void {
  for (const lexeme of lexemes(text)) {
    const start = offset + lexeme.start;
    if (lexeme.rule === "run") addRun(tokens, lexeme.text, start, options);
    else add(tokens, lexeme.rule, lexeme.text, start);
  }
}

/** Adds the words of a run of a script without spaces. */
function addRun(tokens: Token[], run: string, offset: number, options: TokeniseOptions): void {
  const isChinese = HAN.test(run) && !KANA.test(run) && options.language !== "ja";
  const cut = isChinese ? (options.cutChinese ?? intlCutter) : intlCutter;
  let start = offset;
  for (const piece of cut(run)) {
    add(tokens, "word", piece, start);
    start += piece.length;
  }
}

function add(
  tokens: Token[],
  rule: Exclude<Lexeme["rule"], "run">,
  text: string,
  start: number,
): void {
  const kind = PLACEHOLDERS.get(text) ?? rule;
  const word = kind === rule ? wordOf(kind, text) : text;
  // Nothing is left of what is invisible.
  if (word !== "") tokens.push({ word, kind, start, end: start + text.length });
}

function wordOf(rule: Exclude<Lexeme["rule"], "run">, text: string): string {
  switch (rule) {
    case "url":
      return "URL";
    case "number":
      return "DIGIT";
    case "emoji":
      return normaliseEmoji(text);
    case "word":
      return shortenRuns(normalise(text));
    case "emoticon":
      return normalise(text).replace(/([()[\]])\1+/gu, "$1");
    case "punctuation":
      return sign(normalise(text));
  }
}

/** One of a repeated sign; three full stops where there are several. */
function sign(text: string): string {
  const [first] = text;
  if (first === ".") return text.length > 1 ? "..." : ".";
  return first ?? "";
}
