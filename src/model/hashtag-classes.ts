import { z } from "zod";
import { UserError } from "../support/errors.js";

const jsonSchema = z.array(z.array(z.string().min(1)).min(1)).min(1);

/** The hashtags that a classifier chooses from, numbered from 0: those of training, most frequent first. */
export class HashtagClasses {
  private readonly numbers: ReadonlyMap<string, number>;

  private constructor(
    /** Every class as its words. */
    readonly hashtags: readonly (readonly string[])[],
  ) {
    this.numbers = new Map(hashtags.map((words, number) => [keyOf(words), number]));
  }

  /**
   * Collects the classes. Word boundaries do not show in a hashtag: those that differ only there are
   * one, with the words that came first.
   * @param hashtags all hashtags of the training posts
   */
  static of(hashtags: readonly (readonly string[])[]): HashtagClasses {
    const found = new Map<string, { words: readonly string[]; count: number }>();
    for (const words of hashtags) {
      const known = found.get(keyOf(words));
      if (known) known.count++;
      else found.set(keyOf(words), { words, count: 1 });
    }
    // Sorting is stable: of equal frequency, the one that came first.
    const ranked = [...found.values()].sort((a, b) => b.count - a.count);
    return new HashtagClasses(ranked.map(({ words }) => words));
  }

  /**
   * Restores classes from what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is no list of hashtags
   */
  static fromJSON(value: unknown, place: string): HashtagClasses {
    const { success, data } = jsonSchema.safeParse(value);
    if (success) return new HashtagClasses(data);
    throw new UserError(`${place}: not a list of hashtags. Copy or train the model again.`);
  }

  /** The number of classes. */
  get size(): number {
    return this.hashtags.length;
  }

  /** The class of a hashtag; undefined for one that no training post has. */
  numberOf(hashtag: readonly string[]): number | undefined {
    return this.numbers.get(keyOf(hashtag));
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): unknown {
    return this.hashtags;
  }
}

const keyOf = (words: readonly string[]): string => words.join("");
