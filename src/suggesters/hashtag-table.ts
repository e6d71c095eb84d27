import { z } from "zod";
import { UserError } from "../support/errors.js";
import { MODEL_REMEDY } from "./model-folder/model-files.js";

const jsonSchema = z.array(z.array(z.string()).min(1));

/**
 * The hashtags that a system has seen, numbered from 0. A hashtag has no spaces: two word sequences
 * that are spelt alike are one hashtag, which has the words it was first seen with.
 */
export class HashtagTable {
  private readonly tags: (readonly string[])[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(hashtags: Iterable<readonly string[]> = []) {
    for (const words of hashtags) this.add(words);
  }

  /**
   * Restores what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is something else
   */
  static fromJSON(value: unknown, place: string): HashtagTable {
    const result = jsonSchema.safeParse(value);
    if (result.success) return new HashtagTable(result.data);
    throw new UserError(`${place}: not a list of hashtags. ${MODEL_REMEDY}`);
  }

  /** How many hashtags there are. */
  get size(): number {
    return this.tags.length;
  }

  /** The number of a hashtag, a new one if it was not seen before. */
  add(words: readonly string[]): number {
    const key = words.join("");
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.tags.push(words) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }

  /** The number of a hashtag; undefined for one that was never seen. */
  numberOf(words: readonly string[]): number | undefined {
    return this.numbers.get(words.join(""));
  }

  /** The words of a hashtag. */
  words(number: number): readonly string[] {
    return this.tags[number] as readonly string[];
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): readonly (readonly string[])[] {
    return this.tags;
  }
}
