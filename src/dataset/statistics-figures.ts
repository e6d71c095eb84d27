import type { Quantiles, SplitStatistics, Unseen } from "./statistics.js";
import type { FrequencyBin } from "./statistics-hashtags.js";

/** The figures of the paper's Tables 2 and 3 alone. */
export type SizeFigures = Omit<SplitStatistics, "postLengths" | "conversationLengths">;

/** A row of the table of sizes: what it is called and how a column's figure is written. */
export interface SizeRow {
  readonly label: string;
  readonly text: (figures: SizeFigures) => string;
}

/** The rows of the paper's Tables 2 and 3 in their order. */
export const SIZE_ROWS: readonly SizeRow[] = [
  { label: "posts", text: ({ posts }) => decimal(posts, 0) },
  { label: "words/post", text: ({ wordsPerPost }) => decimal(wordsPerPost, 2) },
  {
    label: "words/conversation",
    text: ({ wordsPerConversation }) => decimal(wordsPerConversation, 2),
  },
  { label: "words/tag", text: ({ wordsPerTag }) => decimal(wordsPerTag, 2) },
  { label: "tags/post", text: ({ tagsPerPost }) => decimal(tagsPerPost, 2) },
  { label: "distinct tags", text: ({ distinctTags }) => decimal(distinctTags, 0) },
  { label: "tag in post", text: ({ tagInPost }) => percentage(tagInPost) },
  { label: "tag in conversation", text: ({ tagInConversation }) => percentage(tagInConversation) },
  { label: "tag in either", text: ({ tagInEither }) => percentage(tagInEither) },
];

/** What the paper's Tables 2 and 3 say of the authors' own data. */
export const PAPER_FIGURES: Readonly<Record<"Twitter" | "Weibo", SizeFigures>> = {
  Twitter: {
    posts: 44_793,
    wordsPerPost: 13.27,
    wordsPerConversation: 29.94,
    wordsPerTag: 1.69,
    tagsPerPost: 1.14,
    distinctTags: 4_188,
    tagInPost: 2.72,
    tagInConversation: 5.58,
    tagInEither: 7.69,
  },
  Weibo: {
    posts: 40_171,
    wordsPerPost: 32.64,
    wordsPerConversation: 70.61,
    wordsPerTag: 2.7,
    tagsPerPost: 1.11,
    distinctTags: 5_027,
    tagInPost: 8.29,
    tagInConversation: 6.21,
    tagInEither: 12.52,
  },
};

/** What the figures of `Unseen` are called. */
export const UNSEEN_ROWS: readonly (readonly [label: string, key: keyof Unseen])[] = [
  ["tag never in training", "tags"],
  ["post without a training tag", "posts"],
];

/** What the figures of `Quantiles` are called. */
export const QUANTILES: readonly (readonly [label: string, key: keyof Quantiles])[] = [
  ["25th", "p25"],
  ["50th", "p50"],
  ["75th", "p75"],
  ["90th", "p90"],
  ["longest", "max"],
];

/** How often the hashtags of a bin occur: 1-5, or 51+. */
export function binLabel({ from, to }: FrequencyBin): string {
  return to === undefined ? `${from}+` : `${from}-${to}`;
}

/** A number with a fixed number of decimals and grouped thousands. */
export function decimal(value: number, decimals: number): string {
  return value.toLocaleString("en", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** A percentage with two decimals, as the paper prints them. */
export function percentage(value: number): string {
  return `${decimal(value, 2)}%`;
}
