import type { Example } from "../dataset/encode.js";

/** How posts are worked through. */
export interface BatchOptions {
  /** Posts worked on together. It changes the speed, not the result. */
  readonly batch?: number;
  /** Called after every batch with the number of posts done so far. */
  readonly onProgress?: (done: number) => void;
}

/** Posts worked on together unless told otherwise: in decoding the fastest of 16, 32 and 64 on two cores. */
const BATCH = 64;

/**
 * Works through posts in batches of those of like length, so that little is padded.
 * @param work gives a result for every post of a batch
 * @returns the results in the order of the posts
 */
export async function inBatches<P extends Pick<Example, "post" | "conversation">, R>(
  posts: readonly P[],
  { batch = BATCH, onProgress }: BatchOptions,
  work: (posts: readonly P[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const results: R[] = new Array(posts.length);
  const order = byLength(posts);
  for (let start = 0; start < order.length; start += batch) {
    const places = order.slice(start, start + batch);
    const found = await work(places.map((place) => posts[place] as P));
    places.forEach((place, i) => {
      results[place] = found[i] as R;
    });
    onProgress?.(start + places.length);
  }
  return results;
}

/** @throws RangeError when an option is given that is not a whole number above 0 */
export function checkWholeNumbers(options: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || (Number.isInteger(value) && value > 0)) continue;
    throw new RangeError(`${name} must be a whole number above 0, not ${value}`);
  }
}

/** Places of posts, those of like length together. */
function byLength(posts: readonly Pick<Example, "post" | "conversation">[]): number[] {
  const lengths = posts.map(({ post, conversation }) => post.length + conversation.length);
  return [...posts.keys()].sort((a, b) => lengths[a]! - lengths[b]! || a - b);
}
