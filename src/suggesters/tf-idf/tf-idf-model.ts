import { z } from "zod";
import { isNameable, sortWords } from "../terms/content-words.js";

/** Most words of a phrase (paper section 3). */
const LONGEST = 5;

/** A phrase of several words in fewer training posts is a chance meeting of words. */
const FEWEST_POSTS = 2;

/** Numbers may stand in a phrase ("24 hours"), though not alone. */
const NUMBER = /^(?:DIGIT|\p{N})+$/u;

/** How a model is written down; it comes back by {@link TfIdfModel.fromJSON}. */
export const tfIdfModelSchema = z.strictObject({
  posts: z.int().positive(),
  functionWords: z.array(z.string()),
  /** Phrases, their words separated by spaces, with the number of posts that have them. */
  counts: z.array(z.tuple([z.string(), z.int().positive()])),
});

/** A phrase of a post. */
export interface Phrase {
  readonly words: readonly string[];
  /** TF-IDF, in [0, 1]. */
  readonly score: number;
}

/** In how many posts phrases occur, which tells how much a phrase says about its post. */
export class TfIdfModel {
  private constructor(
    /** How many posts were counted. */
    private readonly posts: number,
    private readonly functionWords: ReadonlySet<string>,
    private readonly counts: ReadonlyMap<string, number>,
  ) {}

  /** Counts the phrases of posts. */
  static count(posts: readonly (readonly string[])[]): TfIdfModel {
    const functionWords = new Set(sortWords(posts).functional);
    const counts = new Map<string, number>();
    for (const post of posts) {
      for (const key of candidates(post, functionWords).keys()) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    const kept = [...counts].filter(([key, count]) => count >= FEWEST_POSTS || !key.includes(" "));
    return new TfIdfModel(posts.length, functionWords, new Map(kept));
  }

  /** Restores a model from what `toJSON` gave. */
  static fromJSON({ posts, functionWords, counts }: z.infer<typeof tfIdfModelSchema>): TfIdfModel {
    return new TfIdfModel(posts, new Set(functionWords), new Map(counts));
  }

  /**
   * The phrases of a post in the order in which they start, with TF-IDF as weights of a vector of length 1:
   * term frequency times `ln((1 + n) / (1 + df)) + 1`, where df of n training posts have the phrase. Phrases
   * of several words are those that training posts have; words are all.
   */
  phrasesOf(post: readonly string[]): Phrase[] {
    const known = [...candidates(post, this.functionWords)].filter(
      ([key, { words }]) => words.length === 1 || this.counts.has(key),
    );
    const weights = known.map(([key, { count }]) => count * this.inverseFrequency(key));
    const length = Math.hypot(...weights);
    return known.map(([, { words }], i) => ({ words, score: weights[i] / length }));
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): z.infer<typeof tfIdfModelSchema> {
    const { posts, functionWords, counts } = this;
    return { posts, functionWords: [...functionWords], counts: [...counts] };
  }

  private inverseFrequency(key: string): number {
    return Math.log((1 + this.posts) / (1 + (this.counts.get(key) ?? 0))) + 1;
  }
}

/**
 * What can be a hashtag of up to five words in a row: nameable words and numbers, at least one of the
 * former, with no function word at either end. Phrases within phrases count too.
 * @returns by the words, separated by spaces, with how often the post has them
 */
function candidates(
  post: readonly string[],
  functionWords: ReadonlySet<string>,
): Map<string, { words: readonly string[]; count: number }> {
  const found = new Map<string, { words: readonly string[]; count: number }>();
  for (let start = 0; start < post.length; start++) {
    for (let end = start + 1; end <= Math.min(start + LONGEST, post.length); end++) {
      if (!isNameable(post[end - 1]) && !NUMBER.test(post[end - 1])) break;
      const words = post.slice(start, end);
      const onEdge = functionWords.has(words[0]) || functionWords.has(post[end - 1]);
      if (onEdge || !words.some(isNameable)) continue;
      const key = words.join(" ");
      found.set(key, { words, count: (found.get(key)?.count ?? 0) + 1 });
    }
  }
  return found;
}
