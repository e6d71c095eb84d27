import { porterStem } from "./porter.js";
import { normaliseTags } from "./ranking.js";

/** A training post: what tells which hashtags mean the like. */
export interface TaggedPost {
  readonly post: readonly string[];
  readonly hashtags: readonly (readonly string[])[];
}

/** How near two hashtags, each its words, are in meaning: 1 for the same one, below 1 for others, at least 0. */
export type HashtagSimilarity = (a: readonly string[], b: readonly string[]) => number;

/** The most that two different hashtags can have. */
const NEAREST = 0.99;

/** A weight for each of some words: a vector, 0 for all other words. */
type Weights = ReadonlyMap<string, number>;

/**
 * Learns to tell near misses from training posts. Two hashtags are as near as their words or their posts
 * are, whichever is more:
 * - words: F1 of the stems they share, or characters in Chinese, each counted by the square of how rare it
 *   is among the hashtags, so that the name counts in "happy birthday NAME", not the wish;
 * - posts: the cosine of the mean TF-IDF vectors of the posts that have them; 0 where no training post does.
 *
 * The shape was chosen on half of the pairs of `test/golden/hashtag-pairs.tsv`, labelled by hand.
 */
export function learnSimilarity(posts: readonly TaggedPost[]): HashtagSimilarity {
  const profiles = profilesOf(posts);
  const spellings = new Map(
    posts.flatMap(({ hashtags }) => hashtags.map((words) => [spelling(words), unitsOf(words)])),
  );
  const rarity = raritiesOf([...spellings.values()]);
  return (a, b) => {
    if (spelling(a) === spelling(b)) return 1;
    const words = overlap(unitsOf(a), unitsOf(b), (unit) => rarity(unit) ** 2);
    const [one, other] = [profiles.get(spelling(a)), profiles.get(spelling(b))];
    return Math.min(NEAREST, Math.max(words, one && other ? product(one, other) : 0));
  };
}

/** Equal for hashtags that the exact metrics take for one, and for those that differ in spaces alone. */
function spelling(hashtag: readonly string[]): string {
  return normaliseTags([hashtag.join(" ")])
    .join("")
    .replaceAll(" ", "");
}

/** What of a hashtag can be shared: Chinese characters, and stems of other words. */
function unitsOf(hashtag: readonly string[]): string[] {
  const parts = hashtag.flatMap(
    (word) => word.match(/\p{Script=Han}|\P{Script=Han}+/gu) as string[],
  );
  return parts.map((part) => porterStem(part));
}

/** How rare a word is among texts: ln((1 + n) / (1 + texts with it)). */
function raritiesOf(texts: readonly (readonly string[])[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const rarity = (count: number) => Math.log((1 + texts.length) / (1 + count));
  const rarities = new Map([...counts].map(([word, count]) => [word, rarity(count)]));
  return (word) => rarities.get(word) ?? rarity(0);
}

/** F1 of what two lists share; 0 where nothing in them weighs anything. */
function overlap(
  a: readonly string[],
  b: readonly string[],
  weightOf: (unit: string) => number,
): number {
  const weight = (units: readonly string[]) => units.reduce((sum, unit) => sum + weightOf(unit), 0);
  const rest = [...b];
  const shared = a.filter((unit) => {
    const place = rest.indexOf(unit);
    if (place >= 0) rest.splice(place, 1);
    return place >= 0;
  });
  const all = weight(a) + weight(b);
  return all === 0 ? 0 : (2 * weight(shared)) / all;
}

/** The mean TF-IDF vector of the posts of each hashtag, of length 1 where it has any. */
function profilesOf(posts: readonly TaggedPost[]): Map<string, Weights> {
  const rarity = raritiesOf(posts.map(({ post }) => post));
  const sums = new Map<string, Map<string, number>>();
  for (const { post, hashtags } of posts) {
    const weights = new Map<string, number>();
    for (const word of post) increase(weights, word, rarity(word));
    const vector = ofLengthOne(weights);
    for (const key of new Set(hashtags.map(spelling))) {
      const sum = sums.get(key) ?? new Map<string, number>();
      sums.set(key, sum);
      for (const [word, weight] of vector) increase(sum, word, weight);
    }
  }
  return new Map([...sums].map(([key, sum]) => [key, ofLengthOne(sum)]));
}

function increase(weights: Map<string, number>, word: string, by: number): void {
  weights.set(word, (weights.get(word) ?? 0) + by);
}

function ofLengthOne(weights: Weights): Weights {
  const length = Math.sqrt(product(weights, weights)) || 1;
  return new Map([...weights].map(([word, weight]) => [word, weight / length]));
}

function product(a: Weights, b: Weights): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of few) sum += weight * (many.get(word) ?? 0);
  return sum;
}
