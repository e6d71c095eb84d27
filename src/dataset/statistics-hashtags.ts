import { hashtagKey, type Instance } from "./instance.js";

/** The distinct hashtags that occur `from` to `to` times (paper Figure 2). */
export interface FrequencyBin {
  from: number;
  /** Absent in the last bin. */
  to?: number;
  tags: number;
  /** Of all distinct hashtags, in %. */
  share: number;
}

/** How often a hashtag is used. */
export interface HashtagCount {
  words: string[];
  /** As most of its authors wrote it, where the dataset knows. */
  surface?: string;
  posts: number;
}

const BIN_WIDTH = 5;
const LAST_BIN_END = 50;

/** Counts the posts of each distinct hashtag, the most frequent first, of equals the one met first. */
export function countHashtags(instances: readonly Instance[]): HashtagCount[] {
  const counts = new Map<string, { words: string[]; spellings: string[]; posts: number }>();
  for (const { hashtags, surface } of instances) {
    for (const [i, words] of hashtags.entries()) {
      const key = hashtagKey(words);
      const count = counts.get(key) ?? { words, spellings: [], posts: 0 };
      counts.set(key, count);
      count.posts++;
      if (surface?.[i] !== undefined) count.spellings.push(surface[i]);
    }
  }
  return [...counts.values()]
    .sort((a, b) => b.posts - a.posts)
    .map(({ words, spellings, posts }) => {
      const surface = mostFrequent(spellings);
      return { words, ...(surface !== undefined && { surface }), posts };
    });
}

/** Sorts hashtags into bins of five by how often they occur, up to 50 (paper Figure 2). */
export function frequencyBins(counts: readonly HashtagCount[]): FrequencyBin[] {
  const bins: FrequencyBin[] = [];
  for (let from = 1; from <= LAST_BIN_END + 1; from += BIN_WIDTH) {
    const to = from > LAST_BIN_END ? Number.POSITIVE_INFINITY : from + BIN_WIDTH - 1;
    const tags = counts.filter(({ posts }) => posts >= from && posts <= to).length;
    const share = (100 * tags) / Math.max(1, counts.length);
    bins.push({ from, ...(Number.isFinite(to) && { to }), tags, share });
  }
  return bins;
}

/** The most frequent of some texts, of equals the one met first. */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
