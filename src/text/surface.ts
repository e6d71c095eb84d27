import type { Platform } from "../corpus/post.js";
import { Spellings, tagKey } from "./spellings.js";
import { PLACEHOLDERS } from "./tokens.js";

/**
 * Behind a short word whose vowel French and Italian drop before another: "l'été" and "qu'elle" are
 * two words, "don't", "o'clock" and "y'all" are not.
 */
const ELISION = /(?<=^(?:[cdjlmnst]|qu)')(?=h?[aeiouàâäéèêëíìîïóòôöúùûüæœ])/u;

/** How people of a corpus spell hashtags, to write generated ones as they do. */
export class SurfaceForms {
  /** @param spellings what was learnt before */
  constructor(private readonly spellings = new Spellings()) {}

  /**
   * Restores what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is not a list of spellings
   */
  static fromJSON(value: unknown, place = "surface forms"): SurfaceForms {
    return new SurfaceForms(Spellings.fromJSON(value, place));
  }

  /**
   * Learns from a use of a hashtag.
   * @param tag as its author wrote it, without the signs
   */
  add(tag: string): void {
    this.spellings.add(tag);
  }

  /**
   * A hashtag as one writes it: in the spelling most frequent in the corpus, else with a capital for
   * each word; "#AusOpen", on Weibo "#话题#". Empty when no word can stand in a hashtag.
   * @param words lower case; placeholders and signs that the platform does not allow are dropped
   */
  surface(words: readonly string[], platform: Platform): string {
    const allowed = words.filter((word) => !PLACEHOLDERS.has(word));
    const known = this.spellings.favourite(tagKey(allowed.join("")));
    const tag = known === undefined ? camelCase(allowed, platform) : permitted(known, platform);
    if (platform === "weibo") return tag === "" ? "" : `#${tag}#`;
    // "#2019" is no hashtag on these platforms.
    return /\p{L}/u.test(tag) ? `#${tag}` : "";
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): [string, number][] {
    return this.spellings.toJSON();
  }

  /** The same with the most frequent spellings alone. */
  top(limit: number): [string, number][] {
    return this.spellings.top(limit);
  }
}

/** The characters of a text that may stand in a hashtag; Weibo's end at the second sign only. */
function permitted(text: string, platform: Platform): string {
  return platform === "weibo"
    ? text.replace(/[#＃\p{C}]+/gu, "").trim()
    : text.replace(/[^\p{L}\p{M}\p{N}_]+/gu, "");
}

function camelCase(words: readonly string[], platform: Platform): string {
  return words
    .flatMap((word) => word.split(ELISION))
    .map((word) => capitalised(permitted(word, platform)))
    .join("\n")
    .replace(/(?<=\p{N})\n+(?=\p{N})/gu, "_")
    .replaceAll("\n", "");
}

/** With a capital in front, where one exists that is the same letter ("ß" has none). */
function capitalised(word: string): string {
  const [first = ""] = word;
  const capital = first.toUpperCase();
  return capital.toLowerCase() === first ? capital + word.slice(first.length) : word;
}
