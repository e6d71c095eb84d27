import type { TextKernel } from "../terms/text-kernel.js";

/** Words in a larger share of the posts begin and end no name. */
const LARGEST_SHARE = 0.05;
/** What makes the logarithm of a word that no hashtag has a number. */
const FLOOR = 0.3;

/** What training posts tell of a word. */
export interface WordFact {
  /** Its inverse document frequency. */
  readonly rarity: number;
  /** The logarithm of how often it is part of a hashtag for each post that has it. */
  readonly nameliness: number;
}

/** How rare words are, and how often they are part of a hashtag. */
export class WordFacts {
  private readonly inHashtags = new Map<string, number>();

  /**
   * @param kernel knows the posts that each word stands in
   * @param hashtags the words of each
   * @param posts of each hashtag
   */
  constructor(
    private readonly kernel: TextKernel,
    hashtags: readonly (readonly string[])[],
    posts: readonly (readonly number[])[],
  ) {
    for (const [number, { length }] of posts.entries()) {
      if (length === 0) continue;
      for (const word of hashtags[number]) {
        this.inHashtags.set(word, (this.inHashtags.get(word) ?? 0) + length);
      }
    }
  }

  /** Whether so many posts have a word that no name begins or ends with it. */
  isCommon(word: string): boolean {
    return this.kernel.frequencyOf(word) > LARGEST_SHARE * this.kernel.size;
  }

  /** What is known of a word. */
  of(word: string): WordFact {
    const posts = this.kernel.frequencyOf(word) + 1;
    return {
      rarity: Math.log((1 + this.kernel.size) / posts),
      nameliness: Math.log(((this.inHashtags.get(word) ?? 0) + FLOOR) / posts),
    };
  }
}
