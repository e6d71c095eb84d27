import { counted } from "../support/counted.js";
import type { LabelledThread, SuggestionRequest } from "../tagger/suggestion.js";
import { ApiError } from "./api-error.js";

/** How much a request may ask for. */
export interface Limits {
  /** Bytes of a body. */
  readonly body: number;
  /** Replies of a thread. */
  readonly replies: number;
  /** UTF-16 code units of all texts of a thread, and of all its lists of hashtags. */
  readonly characters: number;
  /** Threads of one request. */
  readonly threads: number;
  /** Seconds until a request is answered. */
  readonly seconds: number;
}

export const DEFAULT_LIMITS: Limits = {
  body: 1 << 20,
  replies: 1000,
  characters: 100_000,
  threads: 64,
  seconds: 10,
};

/**
 * Checks one thread.
 * @throws ApiError when it is too large
 */
export function checkThread(
  thread: Partial<SuggestionRequest & LabelledThread> & { readonly post: string },
  limits: Limits,
): void {
  const { post, replies = [], block = [], allow = [], exclude = [], hashtags = [] } = thread;
  refuseMore(replies.length, limits.replies, "reply", "replies");
  const characters = [[post], replies, block, allow, exclude, hashtags]
    .flat()
    .reduce((sum, text) => sum + text.length, 0);
  refuseMore(characters, limits.characters, "character", "characters");
}

/**
 * Checks how many threads there are, and each of them.
 * @throws ApiError when there are too many, or one is too large
 */
export function checkThreads(
  threads: readonly Parameters<typeof checkThread>[0][],
  limits: Limits,
): void {
  refuseMore(threads.length, limits.threads, "thread", "threads");
  for (const thread of threads) checkThread(thread, limits);
}

function refuseMore(count: number, most: number, one: string, many: string): void {
  if (count <= most) return;
  throw new ApiError(
    "too_large",
    `The service takes at most ${counted(most, one, many)} of a request, and this one has ${counted(count, one, many)}. Send less.`,
  );
}
