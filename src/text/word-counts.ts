import { z } from "zod";
import { UserError } from "../support/errors.js";
import { BoundedCounts } from "./bounded-counts.js";
import { PairCounts } from "./pair-counts.js";

const count = z.int32().positive();
const jsonSchema = z.object({
  total: z.int().nonnegative(),
  words: z.array(z.tuple([z.string(), count])),
  pairs: z.array(z.tuple([z.string().regex(/^[^ ]+ [^ ]+$/), count])),
});

/** The most distinct words and pairs that are kept. */
const CAPACITY = { words: 1_000_000, pairs: 1_000_000 };

/** How often words, and pairs of neighbouring words, occur in a corpus; rare ones are forgotten. */
export class WordCounts {
  private readonly words: BoundedCounts;
  private readonly pairs: PairCounts;
  private sum = 0;

  /** @param capacity the most distinct words and pairs that are kept */
  constructor(capacity: { words: number; pairs: number } = CAPACITY) {
    this.words = new BoundedCounts(capacity.words);
    this.pairs = new PairCounts(capacity.pairs);
  }

  /**
   * Restores counts from what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is not a set of counts
   */
  static fromJSON(value: unknown, place = "word counts"): WordCounts {
    const result = jsonSchema.safeParse(value);
    if (!result.success) {
      throw new UserError(
        `${place}: not word counts (expected { total, words, pairs }). Prepare the dataset again.`,
      );
    }
    const { total, words, pairs } = result.data;
    const counts = new WordCounts({
      words: Math.max(CAPACITY.words, words.length),
      pairs: Math.max(CAPACITY.pairs, pairs.length),
    });
    for (const [word, count] of words) counts.words.add(word, count);
    for (const [pair, count] of pairs) {
      const [first, second] = pair.split(" ") as [string, string];
      counts.pairs.add(first, second, count);
    }
    counts.sum = total;
    return counts;
  }

  /** The number of words added, repeated and forgotten ones too. */
  get total(): number {
    return this.sum;
  }

  /**
   * Counts the words of a text as hashtags would hold them: "don't" as "dont", "well-known" as two.
   * @param words lower case, in the order of the text, without its hashtags: one counted as a word
   *   would never be cut
   */
  add(words: readonly string[]): void {
    let previous: string | undefined;
    for (const word of words) {
      const parts = partsOf(word);
      for (const part of parts) {
        this.words.add(part);
        if (previous !== undefined) this.pairs.add(previous, part);
        previous = part;
      }
      // Words on both sides of a punctuation mark are no neighbours.
      if (parts.length === 0) previous = undefined;
      this.sum += parts.length;
    }
  }

  /** How often a word occurs. */
  count(word: string): number {
    return this.words.get(word);
  }

  /** How often word `b` stands right behind word `a`. */
  countPair(a: string, b: string): number {
    return this.pairs.get(a, b);
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): z.infer<typeof jsonSchema> {
    return this.top(CAPACITY.words);
  }

  /** The same with the most frequent words and pairs alone, at most `limit` of each. */
  top(limit: number): z.infer<typeof jsonSchema> {
    return { total: this.sum, words: this.words.top(limit), pairs: this.pairs.top(limit) };
  }
}

function partsOf(word: string): readonly string[] {
  return word.replace(/['’]/gu, "").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
