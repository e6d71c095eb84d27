import { hashtagKey, type Instance, SPLITS, type Split } from "./instance.js";
import { type Duplicates, duplicatesAcross } from "./statistics-duplicates.js";
import {
  countHashtags,
  type FrequencyBin,
  frequencyBins,
  type HashtagCount,
} from "./statistics-hashtags.js";

/** The 25th, 50th, 75th and 90th percentile and the maximum. */
export interface Quantiles {
  p25: number;
  p50: number;
  p75: number;
  p90: number;
  max: number;
}

/** The figures of the paper's Tables 2 and 3; words are counted before truncation. */
export interface SplitStatistics {
  posts: number;
  wordsPerPost: number;
  wordsPerConversation: number;
  /** Over gold hashtags, a hashtag of two posts counting twice. */
  wordsPerTag: number;
  tagsPerPost: number;
  distinctTags: number;
  /** Gold hashtags whose words occur in a row in their post, in %. */
  tagInPost: number;
  /** The same for their conversation, in %. */
  tagInConversation: number;
  /** The same for either of the two, in %. */
  tagInEither: number;
  postLengths: Quantiles;
  conversationLengths: Quantiles;
}

/** What a held-out split has that training did not show. */
export interface Unseen {
  /** Gold hashtags that no training post has, in %. */
  tags: number;
  /** Posts none of whose hashtags a training post has (the posts of the paper's Table 5), in %. */
  posts: number;
}

/** Everything `threadtag stats` reports. */
export interface DatasetStatistics {
  all: SplitStatistics;
  splits: Partial<Record<Split, SplitStatistics>>;
  unseen: Partial<Record<Split, Unseen>>;
  duplicates: Duplicates[];
  tagFrequency: FrequencyBin[];
  /** The most frequent hashtags of all splits. */
  topTags: HashtagCount[];
}

const TOP_TAGS = 20;

/** Describes a dataset; splits without posts are left out. */
export function datasetStatistics(dataset: Record<Split, readonly Instance[]>): DatasetStatistics {
  const present = SPLITS.filter((split) => dataset[split].length > 0);
  const all = present.flatMap((split) => dataset[split]);
  const counts = countHashtags(all);
  const known = new Set(hashtagKeys(dataset.train));
  const each = <T>(splits: Split[], figure: (instances: readonly Instance[]) => T) =>
    Object.fromEntries(splits.map((split) => [split, figure(dataset[split])])) as Partial<
      Record<Split, T>
    >;
  return {
    all: splitStatistics(all),
    splits: each(present, splitStatistics),
    unseen: each(
      present.filter((split) => split !== "train"),
      (instances) => unseenIn(instances, known),
    ),
    duplicates: duplicatesAcross(dataset, present),
    tagFrequency: frequencyBins(counts),
    topTags: counts.slice(0, TOP_TAGS),
  };
}

/** The figures of one set of instances. */
export function splitStatistics(instances: readonly Instance[]): SplitStatistics {
  const postLengths = instances.map(({ post }) => post.length);
  const conversationLengths = instances.map(({ conversation }) => conversation.length);
  const tags = instances.flatMap(({ post, conversation, hashtags }) =>
    hashtags.map((tag) => ({
      words: tag.length,
      inPost: containsPhrase(post, tag),
      inConversation: containsPhrase(conversation, tag),
    })),
  );
  return {
    posts: instances.length,
    wordsPerPost: mean(postLengths),
    wordsPerConversation: mean(conversationLengths),
    wordsPerTag: mean(tags.map(({ words }) => words)),
    tagsPerPost: mean(instances.map(({ hashtags }) => hashtags.length)),
    distinctTags: new Set(hashtagKeys(instances)).size,
    tagInPost: percent(tags, ({ inPost }) => inPost),
    tagInConversation: percent(tags, ({ inConversation }) => inConversation),
    tagInEither: percent(tags, ({ inPost, inConversation }) => inPost || inConversation),
    postLengths: quantiles(postLengths),
    conversationLengths: quantiles(conversationLengths),
  };
}

/** Whether the words of a phrase occur in a row. */
export function containsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  const last = words.length - phrase.length;
  for (let start = words.indexOf(phrase[0]); start >= 0 && start <= last; ) {
    if (phrase.every((word, i) => words[start + i] === word)) return true;
    start = words.indexOf(phrase[0], start + 1);
  }
  return false;
}

function unseenIn(instances: readonly Instance[], known: ReadonlySet<string>): Unseen {
  const isUnseen = (hashtag: readonly string[]) => !known.has(hashtagKey(hashtag));
  return {
    tags: percent(
      instances.flatMap(({ hashtags }) => hashtags),
      isUnseen,
    ),
    posts: percent(instances, ({ hashtags }) => hashtags.every(isUnseen)),
  };
}

/** The hashtags of all instances, one string per gold hashtag. */
function hashtagKeys(instances: readonly Instance[]): string[] {
  return instances.flatMap(({ hashtags }) => hashtags.map(hashtagKey));
}

/** Percentiles with linear interpolation between neighbours; 0 where there are no values. */
function quantiles(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)] ?? 0;
    const above = sorted[Math.ceil(position)] ?? 0;
    return below + (above - below) * (position % 1);
  };
  return { p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9), max: at(1) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function percent<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return (100 * items.filter(holds).length) / Math.max(1, items.length);
}
