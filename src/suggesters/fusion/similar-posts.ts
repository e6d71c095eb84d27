import type { TextKernel } from "../terms/text-kernel.js";
import { topPlaces } from "../top-places.js";

/** Posts that vote for their hashtags. */
const VOTERS = 20;
/** Posts among which a hashtag's most similar ones are looked for. */
const NEAREST = 100;

/** What similar posts say of each hashtag `[hashtags]`. */
export interface Evidence {
  /** The hashtag's share of the votes of the nearest posts, each weighing the square of its similarity. */
  readonly votes: Float64Array;
  /** The similarity of the nearest post that has it, and of the second. */
  readonly nearest: Float64Array;
  readonly second: Float64Array;
  /** The cosine between the text and the sum of the hashtag's posts. */
  readonly centroid: Float64Array;
}

/** What the posts that resemble a text say about its hashtags. */
export class SimilarPosts {
  /** The length of the sum of each hashtag's posts. */
  private readonly lengths: Float64Array;

  /**
   * @param kernel how alike texts are to those of the posts
   * @param posts numbers of the posts of each hashtag
   */
  constructor(
    readonly kernel: TextKernel,
    private readonly posts: readonly (readonly number[])[],
  ) {
    this.lengths = kernel.sumLengths(posts);
  }

  /** @param similarities of a text to each of the posts `[posts]` */
  evidence(similarities: Float64Array): Evidence {
    const near = new Map(
      topPlaces(similarities, NEAREST)
        .filter((post) => similarities[post] > 0)
        .map((post, rank) => [post, rank]),
    );
    const hashtags = this.posts.length;
    const [votes, nearest, second, centroid] = Array.from(
      { length: 4 },
      () => new Float64Array(hashtags),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];
    let all = 0;
    for (const [post, rank] of near) if (rank < VOTERS) all += similarities[post] ** 2;
    for (let hashtag = 0; hashtag < hashtags; hashtag++) {
      let sum = 0;
      for (const post of this.posts[hashtag]) {
        const similarity = similarities[post];
        sum += similarity;
        const rank = near.get(post);
        if (rank === undefined) continue;
        if (rank < VOTERS) votes[hashtag] += similarity ** 2 / all;
        second[hashtag] = Math.max(second[hashtag], Math.min(nearest[hashtag], similarity));
        nearest[hashtag] = Math.max(nearest[hashtag], similarity);
      }
      centroid[hashtag] = sum / Math.max(SHORTEST, this.lengths[hashtag]);
    }
    return { votes, nearest, second, centroid };
  }
}

/** No single word is taken for a proof. */
const SUREST = 0.95;

/** What single words of a text say of each hashtag `[hashtags]`. */
export interface WordEvidence {
  /** The share of a word's posts that have the hashtag, of the word for which it is largest. */
  readonly strongest: Float64Array;
  /** How surely some word brings the hashtag, were each to do so by itself: the sum of `-log(1 - share)`. */
  readonly any: Float64Array;
}

/**
 * How often the posts that have a word of the text have each hashtag.
 * @param postsByWord the posts of each word of the text
 * @param hashtagsOf the hashtags of each post
 * @param hashtags how many hashtags there are
 */
export function wordEvidence(
  postsByWord: readonly Int32Array[],
  hashtagsOf: readonly (readonly number[])[],
  hashtags: number,
): WordEvidence {
  const strongest = new Float64Array(hashtags);
  const any = new Float64Array(hashtags);
  // A map per word would take most of the time of a suggestion.
  const counts = new Int32Array(hashtags);
  const touched: number[] = [];
  for (const posts of postsByWord) {
    if (posts.length < 2) continue;
    for (const post of posts) {
      for (const each of hashtagsOf[post]) if (counts[each]++ === 0) touched.push(each);
    }
    for (const each of touched) {
      // As if one more post had the word, without the hashtag.
      const share = counts[each] / (posts.length + 1);
      strongest[each] = Math.max(strongest[each], share);
      any[each] -= Math.log(1 - Math.min(SUREST, share));
      counts[each] = 0;
    }
    touched.length = 0;
  }
  return { strongest, any };
}

/** A sum of posts that say nothing has no direction. */
const SHORTEST = 0.1;
