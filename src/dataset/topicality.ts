import { Random } from "../support/random.js";
import { hashtagKey, type Instance } from "./instance.js";
import { type PostVector, postVectors } from "./post-vectors.js";

/** About hashtags of fewer posts there is no saying: chance alone moves their topicality by 0.1 and more. */
export const FEWEST_POSTS = 20;

/** With how many posts without the hashtag each of its posts is compared. */
const COMPARISONS = 20;

/** Below it, a hashtag is hardly told from one that was put on posts at random. */
export const LEAST_TOPICALITY = 0.6;

/**
 * How much hashtags depend on the words of their posts: the probability that a post with the hashtag looks more
 * like the hashtag's other posts than a post without it does (the cosine with the sum of their TF-IDF
 * vectors). It is 0.5 for a hashtag without a topic ("#fb"), however frequent it is, and 1 for one that the
 * words give away. The paper names telling the two apart as future work.
 * @param instances posts with their hashtags; conversations are not read
 * @returns by `hashtagKey`, in the order in which they first occur; hashtags of fewer than 20 posts, or that
 *   all posts have, are left out
 */
export function topicality(instances: readonly Instance[], seed = 1): Map<string, number> {
  const { vectors, size } = postVectors(instances.map(({ post }) => post));
  const scores = new Map<string, number>();
  const sum = new Float64Array(size);
  for (const [key, members] of postsByHashtag(instances)) {
    if (members.length < FEWEST_POSTS || members.length === instances.length) continue;
    const random = new Random(seed, members[0], members.length);
    for (const member of members) add(sum, vectors[member], 1);
    scores.set(key, shareOfWins(sum, members, vectors, random));
    for (const member of members) for (const word of vectors[member].words) sum[word] = 0;
  }
  return scores;
}

/** What is left of instances without some hashtags. */
export interface TopicalInstances {
  readonly instances: Instance[];
  /** How many posts have no hashtag left and are gone. */
  readonly dropped: number;
  /** The hashtags that were left out, the least topical first. */
  readonly leftOut: string[];
}

/**
 * Takes hashtags without a topic out of instances, and posts that have no other.
 * @param scores of `topicality`; hashtags without a score stay
 * @param least the topicality that hashtags must have
 */
export function leaveOutNonTopical(
  instances: readonly Instance[],
  scores: ReadonlyMap<string, number>,
  least = LEAST_TOPICALITY,
): TopicalInstances {
  const refused = nonTopical(scores, least);
  const kept = instances
    .map((instance) => withoutHashtags(instance, refused))
    .filter((instance) => instance !== undefined);
  return { instances: kept, dropped: instances.length - kept.length, leftOut: [...refused.keys()] };
}

/** The scores below the least, the lowest first. */
export function nonTopical(
  scores: ReadonlyMap<string, number>,
  least: number,
): Map<string, number> {
  return new Map([...scores].filter(([, score]) => score < least).sort(([, a], [, b]) => a - b));
}

/**
 * An instance without some of its hashtags.
 * @param refused by `hashtagKey`
 * @returns undefined where no hashtag is left
 */
export function withoutHashtags(
  instance: Instance,
  refused: { has(key: string): boolean },
): Instance | undefined {
  const stays = instance.hashtags.map((hashtag) => !refused.has(hashtagKey(hashtag)));
  if (!stays.includes(false)) return instance;
  if (!stays.includes(true)) return undefined;
  const { surface } = instance;
  return {
    ...instance,
    hashtags: instance.hashtags.filter((_, i) => stays[i]),
    ...(surface && { surface: surface.filter((_, i) => stays[i]) }),
  };
}

/** The first of some scores as text, a hashtag per line, and how many more there are. */
export function topicalityList(scores: ReadonlyMap<string, number>, most: number): string {
  const lines = [...scores].map(([key, score]) => `    ${score.toFixed(3)}  ${key}\n`);
  const more = lines.length > most ? [`    and ${lines.length - most} more\n`] : [];
  return [...lines.slice(0, most), ...more].join("");
}

/** The posts of each hashtag, in their order. */
function postsByHashtag(instances: readonly Instance[]): Map<string, number[]> {
  const posts = new Map<string, number[]>();
  for (const [i, { hashtags }] of instances.entries()) {
    for (const key of new Set(hashtags.map(hashtagKey))) {
      const list = posts.get(key);
      if (list) list.push(i);
      else posts.set(key, [i]);
    }
  }
  return posts;
}

/**
 * How often a post with a hashtag looks more like the sum of the other posts with it than a random post
 * without it does (the area under the ROC curve); half a win where they do so alike.
 */
function shareOfWins(
  sum: Float64Array,
  members: readonly number[],
  vectors: readonly PostVector[],
  random: Random,
): number {
  const inside = new Set(members);
  let wins = 0;
  for (const member of members) {
    // Neither post may meet itself in the sum, or chance would favour the hashtag's own.
    add(sum, vectors[member], -1);
    const own = product(sum, vectors[member]);
    for (let i = 0; i < COMPARISONS; i++) {
      const other = product(sum, vectors[drawOutside(inside, vectors.length, random)]);
      wins += own > other ? 1 : own === other ? 0.5 : 0;
    }
    add(sum, vectors[member], 1);
  }
  return wins / (members.length * COMPARISONS);
}

function drawOutside(inside: ReadonlySet<number>, posts: number, random: Random): number {
  let drawn = random.below(posts);
  while (inside.has(drawn)) drawn = random.below(posts);
  return drawn;
}

function add(sum: Float64Array, { words, weights }: PostVector, times: number): void {
  for (let i = 0; i < words.length; i++) sum[words[i]] += times * weights[i];
}

function product(sum: Float64Array, { words, weights }: PostVector): number {
  let total = 0;
  for (let i = 0; i < words.length; i++) total += sum[words[i]] * weights[i];
  return total;
}
