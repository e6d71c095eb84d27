import { UserError } from "../support/errors.js";
import type { ReadThread } from "./read-thread.js";
import { scriptsOf } from "./scripts.js";
import type { Wishes } from "./suggestion.js";
import { foldTag, patternsOf, type TagPattern } from "./tag-pattern.js";

/** Hashtags that are suggested unless told otherwise. */
const LIMIT = 5;

/** A hashtag that a model puts forward. */
export interface Nominee {
  /** As it is written, with its sign; empty where its words cannot stand in a hashtag. */
  readonly hashtag: string;
  /** The same, folded. */
  readonly key: string;
  readonly known: boolean;
  readonly confidence: number;
}

/** Which hashtags one may suggest for a thread. */
export class WishList {
  /** The most hashtags. */
  readonly limit: number;
  /** The least confidence. */
  readonly minConfidence: number;
  private readonly chosen: ReadonlySet<string>;
  private readonly block: readonly TagPattern[];
  private readonly allow: readonly TagPattern[] | undefined;
  private readonly onlyKnown: boolean;
  private readonly scripts: ReadonlySet<number> | undefined;

  /** @throws UserError when there is no such number of hashtags, or no such confidence */
  constructor(
    { limit = LIMIT, minConfidence = 0, only, block = [], allow, exclude = [], language }: Wishes,
    { placed, tags }: Pick<ReadThread, "placed" | "tags">,
  ) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new UserError(`limit: ${limit} is no number of hashtags. Give a whole one above 0.`);
    }
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new UserError(`minConfidence: ${minConfidence} is no share. Give one from 0 to 1.`);
    }
    this.limit = limit;
    this.minConfidence = minConfidence;
    this.chosen = new Set([...tags, ...exclude.map(foldTag)]);
    this.block = patternsOf(block);
    this.allow = allow && patternsOf(allow);
    this.onlyKnown = only === "existing";
    if (language === "post") this.scripts = scriptsOfThread(placed);
  }

  /** How many hashtags of a model give enough where only those are left out that the author has chosen. */
  get enough(): number {
    return this.limit + this.chosen.size;
  }

  /** Whether a hashtag may be suggested, whatever its confidence. */
  admits({ hashtag, key, known }: Nominee): boolean {
    const matches = (pattern: TagPattern) => pattern.matches(key);
    return (
      hashtag !== "" &&
      !this.chosen.has(key) &&
      (known || !this.onlyKnown) &&
      !this.block.some(matches) &&
      (this.allow?.some(matches) ?? true) &&
      this.isReadable(hashtag)
    );
  }

  /** Whether those who can read the thread can read a hashtag. Where the thread has no letter, anyone can. */
  private isReadable(hashtag: string): boolean {
    const { scripts } = this;
    if (!scripts || scripts.size === 0) return true;
    return [...scriptsOf(hashtag)].every((script) => scripts.has(script));
  }
}

/** Links, mentions and numbers are words in Latin letters, but not of the thread's language. */
function scriptsOfThread(placed: ReadThread["placed"]): Set<number> {
  const words = placed.filter(({ kind }) => kind === "word" || kind === "hashtag");
  return scriptsOf(words.map(({ word }) => word).join(" "));
}
