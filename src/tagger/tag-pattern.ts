import { normalise } from "../text/normalise.js";
import { tagKey } from "../text/spellings.js";

const WILDCARD = "*";

/**
 * What all ways to write a hashtag share, with or without its sign: letters and digits in lower case and plain
 * width, emoji only where there is nothing else ("#🎉#").
 */
export function foldTag(tag: string): string {
  return tagKey(tag) || normalise(tag).replace(/[\p{P}\p{Z}\p{C}]+/gu, "");
}

/** Lists that have been read: a file of posts brings the same one with every post. */
const read = new WeakMap<readonly string[], readonly TagPattern[]>();

/** Reads a list of patterns; the same list is read once. */
export function patternsOf(list: readonly string[]): readonly TagPattern[] {
  let patterns = read.get(list);
  if (!patterns) {
    patterns = list.map((pattern) => new TagPattern(pattern));
    read.set(list, patterns);
  }
  return patterns;
}

/** A hashtag in which `*` stands for any characters, none included. */
export class TagPattern {
  /** What stands between the wildcards, folded. */
  private readonly parts: readonly string[];

  /** @param pattern in any casing and width, with or without the hashtag's sign */
  constructor(pattern: string) {
    this.parts = pattern.normalize("NFKC").split(WILDCARD).map(foldTag);
  }

  /**
   * Whether a hashtag has this form. Each part is looked for once, behind the one before it: the first place is
   * as good as any later one, so that nothing is ever tried again.
   * @param tag folded, see {@link foldTag}
   */
  matches(tag: string): boolean {
    const { parts } = this;
    const [first] = parts;
    if (parts.length === 1) return tag === first && tag !== "";
    const last = parts[parts.length - 1];
    if (!tag.startsWith(first) || !tag.endsWith(last)) return false;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      const found = tag.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= tag.length - last.length;
  }
}
