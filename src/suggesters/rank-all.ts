import { BEAM_DEFAULTS } from "../decoding/beam-search.js";
import { letOthersWork } from "../support/turn.js";
import type { Suggestion, SuggestOptions, Thread } from "./suggester.js";

/** Posts between two reports, unless told otherwise. */
const BATCH = 64;

/**
 * Suggests for thread after thread, in the way every system does that looks at one at a time.
 * @param rank the best hashtags for a thread, best first, at most `count`
 * @throws RangeError when `count` or `batch` is not a whole number above 0
 */
export async function rankAll(
  threads: readonly Thread[],
  options: SuggestOptions,
  rank: (thread: Thread, count: number) => Suggestion[],
): Promise<Suggestion[][]> {
  const { count = BEAM_DEFAULTS.count, batch = BATCH } = options;
  for (const [name, value] of Object.entries({ count, batch })) {
    if (Number.isInteger(value) && value > 0) continue;
    throw new RangeError(`${name} must be a whole number above 0, not ${value}`);
  }
  const lists: Suggestion[][] = [];
  for (const thread of threads) {
    lists.push(rank(thread, count));
    if (lists.length % batch !== 0 && lists.length !== threads.length) continue;
    options.onProgress?.(lists.length);
    // A server answers others between two batches.
    await letOthersWork();
  }
  return lists;
}
