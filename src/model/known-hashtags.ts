import { z } from "zod";
import { UserError } from "../support/errors.js";

/** The file of a model folder that holds the hashtags of its training posts. */
export const KNOWN_FILE = "known-hashtags.json";

const jsonSchema = z.array(z.string());

/** The hashtags of the posts that a model has learnt from. Those that differ only in where words end are one. */
export class KnownHashtags {
  private readonly keys = new Set<string>();

  /** @param hashtags as words */
  constructor(hashtags: Iterable<readonly string[]> = []) {
    this.add(hashtags);
  }

  /**
   * Restores what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is something else
   */
  static fromJSON(value: unknown, place: string): KnownHashtags {
    const { success, data } = jsonSchema.safeParse(value);
    if (success) return new KnownHashtags(data.map((key) => [key]));
    throw new UserError(`${place}: not a list of hashtags. Copy or train the model again.`);
  }

  /** How many there are. */
  get size(): number {
    return this.keys.size;
  }

  /** Whether some post has a hashtag. */
  has(words: readonly string[]): boolean {
    return this.keys.has(words.join(""));
  }

  /** Adds the hashtags of more posts. */
  add(hashtags: Iterable<readonly string[]>): void {
    for (const words of hashtags) this.keys.add(words.join(""));
  }

  /** A value that survives JSON and `fromJSON`, whatever the order of the posts. */
  toJSON(): string[] {
    return [...this.keys].sort();
  }
}
