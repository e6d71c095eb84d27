import { z } from "zod";
import { UserError } from "../support/errors.js";
import { BoundedCounts } from "./bounded-counts.js";
import { normalise } from "./normalise.js";

const jsonSchema = z.array(z.tuple([z.string(), z.int().positive()]));

/** The most spellings that are kept. */
const CAPACITY = 500_000;

/** What all spellings of a hashtag share: its letters and digits in lower case. */
export function tagKey(tag: string): string {
  return normalise(tag).replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
}

/** How often hashtags are spelt in which way ("DeepLearning", "deep_learning"); rare ones are forgotten. */
export class Spellings {
  private readonly counts: BoundedCounts;
  /** The most frequent spelling by key. */
  private readonly favourites = new Map<string, string>();

  /** @param capacity the most spellings that are kept */
  constructor(capacity = CAPACITY) {
    this.counts = new BoundedCounts(capacity);
  }

  /**
   * Restores spellings from what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is not a list of spellings
   */
  static fromJSON(value: unknown, place = "spellings"): Spellings {
    const result = jsonSchema.safeParse(value);
    if (!result.success) {
      throw new UserError(
        `${place}: not a list of [spelling, count]. Prepare the dataset or train the model again.`,
      );
    }
    const spellings = new Spellings(Math.max(CAPACITY, result.data.length));
    for (const [spelling, count] of result.data) spellings.add(spelling, count);
    return spellings;
  }

  /** Counts uses of a hashtag, given without its sign. */
  add(spelling: string, uses = 1): void {
    const forgot = this.counts.add(spelling, uses);
    if (!forgot) this.compare(spelling);
    else {
      this.favourites.clear();
      for (const [kept] of this.counts.entries()) this.compare(kept);
    }
  }

  /** The most frequent spelling of a hashtag, of several the first by code point; undefined for a new one. */
  favourite(key: string): string | undefined {
    return this.favourites.get(key);
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): [string, number][] {
    return this.top(CAPACITY);
  }

  /** The same with the most frequent spellings alone. */
  top(limit: number): [string, number][] {
    return this.counts.top(limit);
  }

  /** Makes a spelling the favourite of its key where it now is. */
  private compare(spelling: string): void {
    const key = tagKey(spelling);
    const best = this.favourites.get(key);
    const lead = best === undefined ? 1 : this.counts.get(spelling) - this.counts.get(best);
    if (lead > 0 || (lead === 0 && spelling < best!)) this.favourites.set(key, spelling);
  }
}
