import { z } from "zod";
import { Random } from "../../support/random.js";
import { drawn, type Priors } from "./lda-sampler.js";

/** Sweeps over the words of an unseen post; its topics are the mean over the second half. */
const SWEEPS = 100;

/** How a learnt topic model is written down; it comes back by {@link LdaModel.fromJSON}. */
export const ldaModelSchema = z
  .strictObject({
    seed: z.int(),
    topics: z.int().min(1).max(65_536),
    alpha: z.number().positive(),
    beta: z.number().positive(),
    words: z.array(z.string()).min(1),
    /** Per word the topics that it has, each with how often. */
    counts: z.array(z.array(z.tuple([z.int().nonnegative(), z.int().positive()]))),
  })
  .refine(
    ({ words, counts }) => words.length === counts.length,
    "words and counts differ in number",
  )
  .refine(
    ({ topics, counts }) => counts.every((list) => list.every(([topic]) => topic < topics)),
    "a word has a topic beyond the last",
  );

/** A learnt topic model (latent Dirichlet allocation; Blei et al. 2003). W words, T topics. */
export class LdaModel {
  /** p(word | topic): [W, T]. */
  readonly probabilities: Float64Array;
  private readonly ids: Map<string, number>;

  /**
   * @param words the words of the topics
   * @param wordTopics how often each word has each topic: [W, T]
   * @param seed of the draws in {@link topicsOf}
   */
  constructor(
    readonly words: readonly string[],
    private readonly wordTopics: Uint32Array,
    private readonly priors: Priors,
    private readonly seed: number,
  ) {
    this.ids = new Map(words.map((word, id) => [word, id]));
    this.probabilities = smoothed(wordTopics, words.length, priors.beta);
  }

  /** T. */
  get topics(): number {
    return this.wordTopics.length / this.words.length;
  }

  /**
   * p(topic | post): [T], by Gibbs sampling over the words of the post with the topics' words fixed. The
   * draws depend on the seed and on which words the post has, on nothing else.
   */
  topicsOf(post: readonly string[]): Float64Array {
    const known = post.map((word) => this.ids.get(word)).filter((id) => id !== undefined);
    const ids = Uint32Array.from(known).sort();
    return foldIn(ids, this.probabilities, this.topics, this.priors.alpha, this.seed);
  }

  /** p(word | post), the sum over topics of p(topic | post) p(word | topic): [W]. */
  wordsOf(topicShares: Float64Array): Float64Array {
    const { probabilities } = this;
    const topics = topicShares.length;
    const sums = new Float64Array(this.words.length);
    for (let word = 0; word < sums.length; word++) {
      const first = word * topics;
      let sum = 0;
      for (let t = 0; t < topics; t++) sum += topicShares[t] * probabilities[first + t];
      sums[word] = sum;
    }
    return sums;
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): z.infer<typeof ldaModelSchema> {
    const { topics, words, priors, seed } = this;
    const counts = words.map((_, word) =>
      pairs(this.wordTopics.subarray(word * topics, (word + 1) * topics)),
    );
    return { seed, topics, ...priors, words: [...words], counts };
  }

  /** Restores a model from what `toJSON` gave. */
  static fromJSON(json: z.infer<typeof ldaModelSchema>): LdaModel {
    const { topics, words, counts, seed, alpha, beta } = json;
    const wordTopics = new Uint32Array(words.length * topics);
    for (const [word, list] of counts.entries()) {
      for (const [topic, count] of list) wordTopics[word * topics + topic] = count;
    }
    return new LdaModel(words, wordTopics, { alpha, beta }, seed);
  }
}

/** p(word | topic) with the prior's counts: [W, T]. */
function smoothed(wordTopics: Uint32Array, words: number, beta: number): Float64Array {
  const topics = wordTopics.length / words;
  const sizes = new Float64Array(topics).fill(words * beta);
  for (let i = 0; i < wordTopics.length; i++) sizes[i % topics] += wordTopics[i];
  return Float64Array.from(wordTopics, (count, i) => (count + beta) / sizes[i % topics]);
}

/** The topics of one word with their counts, where there are any. */
function pairs(counts: Uint32Array): [number, number][] {
  return Array.from(counts, (count, topic): [number, number] => [topic, count]).filter(
    ([, count]) => count > 0,
  );
}

/** The mean topics of words while their topics are drawn again and again: [T]. */
function foldIn(
  ids: Uint32Array,
  probabilities: Float64Array,
  topics: number,
  alpha: number,
  seed: number,
): Float64Array {
  const random = new Random(seed, ...ids);
  const counts = new Float64Array(topics);
  const assigned = Uint16Array.from(ids, () => random.below(topics));
  for (const topic of assigned) counts[topic]++;
  const sums = new Float64Array(topics);
  const cumulative = new Float64Array(topics);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let i = 0; i < ids.length; i++) {
      counts[assigned[i]]--;
      accumulate(cumulative, counts, alpha, probabilities, ids[i] * topics);
      assigned[i] = drawn(cumulative, random);
      counts[assigned[i]]++;
    }
    if (sweep >= SWEEPS / 2) for (let t = 0; t < topics; t++) sums[t] += counts[t];
  }
  const total = ids.length + topics * alpha;
  return sums.map((sum) => (sum / (SWEEPS / 2) + alpha) / total);
}

/** The sums, up to each topic, of its weight for one word. */
function accumulate(
  cumulative: Float64Array,
  counts: Float64Array,
  alpha: number,
  probabilities: Float64Array,
  word: number,
): void {
  let total = 0;
  for (let t = 0; t < counts.length; t++) {
    total += (counts[t] + alpha) * probabilities[word + t];
    cumulative[t] = total;
  }
}
