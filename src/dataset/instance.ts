import { z } from "zod";

/** The parts of a dataset, in the order in which they are stored and reported. */
export const SPLITS = ["train", "valid", "test"] as const;

/** A part of a dataset. */
export type Split = (typeof SPLITS)[number];

const word = z.string().regex(/^\S+$/, "expected a word: at least one character and no spaces");
const words = z.array(word);

/** What a line of a split file must look like; unknown fields are dropped. */
export const instanceSchema = z.object({
  id: z.string().min(1),
  post: words.min(1),
  conversation: words,
  hashtags: z.array(words.min(1)).min(1),
  text: z.string().optional(),
  replies: z.array(z.string()).optional(),
  surface: z.array(z.string()).optional(),
});

/** One post with its conversation and its gold hashtags (paper section 2), tokenised and normalised. */
export interface Instance {
  id: string;
  /** The words of the post. */
  post: string[];
  /** The words of all replies in chronological order, as one sequence; may be empty. */
  conversation: string[];
  /** The gold hashtags, each a word sequence, without duplicates. */
  hashtags: string[][];
  /** The post as its author wrote it. */
  text?: string;
  /** The replies as their authors wrote them. */
  replies?: string[];
  /** The hashtags as their author wrote them, aligned with `hashtags`. */
  surface?: string[];
}

/** A hashtag's words as one string: equal exactly when the word sequences are. */
export function hashtagKey(hashtag: readonly string[]): string {
  return hashtag.join(" ");
}

/** The instances of a dataset by split; there is no dataset without training posts. */
export type Splits = Partial<Record<Split, readonly Instance[]>> & { train: readonly Instance[] };
