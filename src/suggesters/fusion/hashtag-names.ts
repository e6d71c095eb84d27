import { z } from "zod";
import type { Thread } from "../suggester.js";
import { type Occurrence, type SearchedText, unitsOf } from "./hashtag-in-text.js";

/** The form of what `toJSON` gives. */
export const namesSchema = z.object({
  posts: z.int().min(1),
  frequencies: z.array(z.tuple([z.string(), z.int().min(0)])),
});

/** The names of hashtags, to be looked for in posts and conversations. */
export class HashtagNames {
  private readonly units: (readonly string[])[];
  /** The hashtags whose name begins with a unit. */
  private readonly beginning = new Map<string, number[]>();

  /**
   * @param hashtags their words
   * @param posts how many posts the frequencies are of
   * @param frequencies in how many posts a word or unit stands, for those of the hashtags
   */
  constructor(
    private readonly hashtags: readonly (readonly string[])[],
    private readonly posts: number,
    private readonly frequencies: ReadonlyMap<string, number>,
  ) {
    this.units = hashtags.map(unitsOf);
    this.units.forEach(([first], number) => {
      const others = this.beginning.get(first);
      if (others) others.push(number);
      else this.beginning.set(first, [number]);
    });
  }

  /** Counts in which posts the words and units of hashtags stand. */
  static of(hashtags: readonly (readonly string[])[], threads: readonly Thread[]): HashtagNames {
    return new HashtagNames([], 0, new Map()).with(hashtags, threads);
  }

  /**
   * The names after more hashtags and posts were added. Words that no hashtag had before count only in the
   * posts added now.
   * @param hashtags all of them, known ones first
   */
  with(hashtags: readonly (readonly string[])[], threads: readonly Thread[]): HashtagNames {
    const frequencies = new Map(this.frequencies);
    for (const words of hashtags) {
      for (const item of [...words, ...unitsOf(words)]) {
        if (!frequencies.has(item)) frequencies.set(item, 0);
      }
    }
    for (const { post, conversation } of threads) {
      const words = [...post, ...conversation];
      for (const item of new Set([...words, ...unitsOf(words)])) {
        const frequency = frequencies.get(item);
        if (frequency !== undefined) frequencies.set(item, frequency + 1);
      }
    }
    return new HashtagNames(hashtags, this.posts + threads.length, frequencies);
  }

  /** How much of a hashtag's name stands in a text. */
  find(number: number, text: SearchedText): Occurrence {
    return text.find(this.hashtags[number], this.units[number], (item) => this.rarity(item));
  }

  /** The hashtags whose whole name, of two characters or more, stands in a text. */
  within(text: SearchedText): number[] {
    return [...text.distinctUnits()]
      .flatMap((unit) => this.beginning.get(unit) ?? [])
      .filter((number) => {
        const units = this.units[number];
        return (units.length > 1 || units[0].length > 1) && text.holds(units);
      });
  }

  /** How long a hashtag's name is, in words and in units. */
  sizes(number: number): { words: number; units: number } {
    return { words: this.hashtags[number].length, units: this.units[number].length };
  }

  /** A value that survives JSON. */
  toJSON(): z.infer<typeof namesSchema> {
    return { posts: this.posts, frequencies: [...this.frequencies] };
  }

  private rarity(item: string): number {
    return Math.log((this.posts + 1) / ((this.frequencies.get(item) ?? 0) + 0.5));
  }
}
