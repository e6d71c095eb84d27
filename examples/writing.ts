import type { Random } from "../src/support/random.js";
import { chance, pick } from "./grammar.js";
import type { Language } from "./topics/topic.js";

/** A post or reply: its words as a dataset holds them, and the text as its author wrote it. */
export interface Utterance {
  words: string[];
  text: string;
}

/** Handles and links of nobody: the parts are ours, and `.example` is reserved for examples. */
const HANDLES: Record<Language["code"], [readonly string[], readonly string[]]> = {
  en: [
    ["mossy", "tiny", "paper", "north", "sleepy", "velcro", "rainy", "turnip"],
    ["otter", "kettle", "walrus", "lamp", "teapot", "fern", "biscuit", "comet"],
  ],
  zh: [
    ["爱睡觉的", "圆滚滚的", "路过的", "不吃香菜的", "慢半拍的"],
    ["土豆", "河马", "云朵", "企鹅", "豆包", "蘑菇"],
  ],
};
const LINK_LETTERS = [..."abcdefghkmnpqrstuvwxyz23456789"];
const STRETCHED = new Set(["so", "no", "yes", "wow", "love", "please", "what", "omg"]);
const NO_SPACE_BEFORE = /^[,.!?:]+$/;
const ENDS_SENTENCE = /^[.!?]+$/;

/**
 * Writes the tokens of a sentence down as a person would: typing mistakes and stretched words, links
 * and handles in full, the spaces and capitals of the language.
 * @param tokens words and marks; `URL` and `MENTION` stand for any link or handle
 */
export function write(
  tokens: readonly string[],
  language: Language["code"],
  random: Random,
): Utterance {
  const keyed = tokens.map((token, i) => typed(token, tokens[i + 1], random));
  const careless = chance(0.35, random);
  const raw = keyed.map((token) => {
    if (token === "URL") return link(random);
    if (token === "MENTION") return handle(language, random);
    return careless ? token.toLowerCase() : token;
  });
  const text = language === "zh" ? chineseText(raw) : englishText(raw, !careless);
  return { words: keyed.map(normalise), text };
}

/** A token as it comes out of the keyboard. */
function typed(token: string, next: string | undefined, random: Random): string {
  if (token === "a" && next && /^[aeiou]/i.test(next)) return "an";
  if (STRETCHED.has(token) && chance(0.08, random)) {
    return token + token.slice(-1).repeat(1 + random.below(4));
  }
  if (/^[a-z]{5,}$/.test(token) && chance(0.008, random)) return swapLetters(token, random);
  return token;
}

/** Two neighbouring letters inside the word change places. */
function swapLetters(word: string, random: Random): string {
  const at = 1 + random.below(word.length - 3);
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
}

/** The normal form of the paper (section 3): `URL`, `MENTION`, `DIGIT`, lower case. */
function normalise(token: string): string {
  if (token === "URL" || token === "MENTION") return token;
  return /^\d+([.,:]\d+)*$/.test(token) ? "DIGIT" : token.toLowerCase();
}

function englishText(tokens: readonly string[], capitals: boolean): string {
  let text = "";
  let starts = true;
  for (const token of tokens) {
    if (text && !NO_SPACE_BEFORE.test(token)) text += " ";
    text += capitals && starts ? capitalise(token) : token;
    starts = ENDS_SENTENCE.test(token) || (starts && token.startsWith("@"));
  }
  return text;
}

function chineseText(tokens: readonly string[]): string {
  const spaced = tokens.map((token) => (/^(@|https:)/.test(token) ? ` ${token} ` : token));
  return spaced.join("").replace(/ +/g, " ").trim();
}

/** Upper-cases the first letter of a word; links and handles are none. */
export function capitalise(word: string): string {
  return word.startsWith("https:") ? word : word.slice(0, 1).toUpperCase() + word.slice(1);
}

function link(random: Random): string {
  const name = Array.from({ length: 5 }, () => pick(LINK_LETTERS, random)).join("");
  return `https://${pick(["pix", "clip", "read"], random)}.example/${name}`;
}

function handle(language: Language["code"], random: Random): string {
  const [first, second] = HANDLES[language];
  const number = chance(0.4, random) ? String(1 + random.below(99)) : "";
  return `@${pick(first, random)}${language === "en" ? "_" : ""}${pick(second, random)}${number}`;
}
