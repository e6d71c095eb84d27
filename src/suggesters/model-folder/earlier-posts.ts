import { z } from "zod";
import type { Instance } from "../../dataset/instance.js";
import { UserError } from "../../support/errors.js";

/** The file of a model folder that holds the texts of the posts. */
export const EARLIER_FILE = "earlier-posts.json";

const jsonSchema = z.object({
  texts: z.array(z.string()),
  /** The hashtags of each, their words separated by spaces. */
  hashtags: z.array(z.array(z.string())),
});

/** A space that only separates the words of a text in Chinese. */
const NO_SPACE = /(?<=[\p{Script=Han}\p{P}]) (?=\p{Script=Han})|(?<=\p{Script=Han}) (?=\p{P})/gu;

/** The texts and hashtags of the posts that a model has learnt from, to be shown; numbered from 0. */
export class EarlierPosts {
  private readonly texts: string[] = [];
  private readonly hashtags: (readonly string[])[] = [];

  constructor(posts: readonly Instance[] = []) {
    this.add(posts);
  }

  /**
   * Restores what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is something else
   */
  static fromJSON(value: unknown, place: string): EarlierPosts {
    const { success, data } = jsonSchema.safeParse(value);
    if (!success || data.texts.length !== data.hashtags.length) {
      throw new UserError(`${place}: not a list of posts. Copy or train the model again.`);
    }
    const posts = new EarlierPosts();
    for (const text of data.texts) posts.texts.push(text);
    for (const each of data.hashtags) posts.hashtags.push(each);
    return posts;
  }

  /** How many posts there are. */
  get size(): number {
    return this.texts.length;
  }

  /** Adds posts: their texts as they were written, or their words where nobody kept those. */
  add(posts: readonly Instance[]): void {
    for (const { text, post, hashtags } of posts) {
      this.texts.push(text ?? post.join(" ").replace(NO_SPACE, ""));
      this.hashtags.push(hashtags.map((words) => words.join(" ")));
    }
  }

  /** A post by its number: its text, and its hashtags as words. */
  post(number: number): { text: string; hashtags: string[][] } {
    const [text, hashtags] = [this.texts[number], this.hashtags[number]];
    return { text, hashtags: hashtags.map((words) => words.split(" ")) };
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): z.infer<typeof jsonSchema> {
    const { texts, hashtags } = this;
    return { texts, hashtags: hashtags.map((each) => [...each]) };
  }
}
