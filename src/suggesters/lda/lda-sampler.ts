import type { Random } from "../../support/random.js";

/** The Dirichlet priors of latent Dirichlet allocation, both symmetric. */
export interface Priors {
  /** Of the topics of a post: below 1, a post has few. */
  readonly alpha: number;
  /** Of the words of a topic: below 1, a topic has few. */
  readonly beta: number;
}

/**
 * Collapsed Gibbs sampling of the topic of every word of a corpus (Griffiths and Steyvers, "Finding
 * scientific topics", 2004). W words, T topics.
 */
export class LdaSampler {
  /** How often each word has each topic: [W, T]. */
  readonly wordTopics: Uint32Array;
  /** How many words of each post have each topic: [posts, T]. */
  private readonly postTopics: Uint32Array;
  /** The topic of each word of each post. */
  private readonly assigned: readonly Uint16Array[];
  /** 1 / (words of topic + W * beta): [T]. */
  private readonly reciprocals: Float64Array;
  private readonly sizes: Uint32Array;
  private readonly cumulative: Float64Array;

  /**
   * Gives every word a topic at random.
   * @param posts the words of each post, below `words`
   * @param words W
   * @param topics T, at most 65,536
   */
  constructor(
    private readonly posts: readonly Uint32Array[],
    private readonly words: number,
    private readonly topics: number,
    private readonly priors: Priors,
    private readonly random: Random,
  ) {
    this.wordTopics = new Uint32Array(words * topics);
    this.postTopics = new Uint32Array(posts.length * topics);
    this.sizes = new Uint32Array(topics);
    this.reciprocals = new Float64Array(topics);
    this.cumulative = new Float64Array(topics);
    this.assigned = posts.map((post) => Uint16Array.from(post, () => random.below(topics)));
    for (let topic = 0; topic < topics; topic++) this.resize(topic, 0);
    for (const [p, post] of posts.entries()) {
      for (const [i, word] of post.entries()) this.count(p, word, this.assigned[p][i], 1);
    }
  }

  /** Draws the topic of every word anew, given those of all others. */
  sweep(): void {
    for (const [p, post] of this.posts.entries()) {
      const assigned = this.assigned[p];
      for (let i = 0; i < post.length; i++) {
        this.count(p, post[i], assigned[i], -1);
        assigned[i] = this.draw(p * this.topics, post[i] * this.topics);
        this.count(p, post[i], assigned[i], 1);
      }
    }
  }

  /** @param post, word where the topics of the post and of the word start */
  private draw(post: number, word: number): number {
    const { topics, postTopics, wordTopics, reciprocals, cumulative } = this;
    const { alpha, beta } = this.priors;
    let total = 0;
    for (let t = 0; t < topics; t++) {
      total += (postTopics[post + t] + alpha) * (wordTopics[word + t] + beta) * reciprocals[t];
      cumulative[t] = total;
    }
    return drawn(cumulative, this.random);
  }

  private count(post: number, word: number, topic: number, change: number): void {
    this.postTopics[post * this.topics + topic] += change;
    this.wordTopics[word * this.topics + topic] += change;
    this.resize(topic, change);
  }

  private resize(topic: number, change: number): void {
    this.sizes[topic] += change;
    this.reciprocals[topic] = 1 / (this.sizes[topic] + this.words * this.priors.beta);
  }
}

/** A place drawn in proportion to weights, whose sums up to each place are given. */
export function drawn(cumulative: Float64Array, random: Random): number {
  const last = cumulative.length - 1;
  const limit = random.uniform() * cumulative[last];
  let place = 0;
  // The last place takes what rounding could leave over.
  while (place < last && cumulative[place] <= limit) place++;
  return place;
}
