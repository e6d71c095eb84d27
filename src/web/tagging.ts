import type {
  AttentionMap,
  HashtagSuggestion,
  SuggestionRequest,
  ThreadText,
} from "../tagger/suggestion.js";

/** Who suggests hashtags to the page: the service it came from, or a model in this browser. */
export interface Tagging {
  /** @throws TaggingError */
  suggest(request: SuggestionRequest, signal: AbortSignal): Promise<HashtagSuggestion[]>;
  /**
   * How post and replies attend to each other.
   * @returns undefined where the model has no such attention
   * @throws TaggingError
   */
  attention(thread: ThreadText, signal: AbortSignal): Promise<AttentionMap | undefined>;
}

/**
 * What can go wrong, by what a writer can do about it: wait (`offline`, `busy`), enter a key (`key`), shorten the
 * thread (`tooLarge`), change what is `refused`, or ask again (`failed`); `browser` is a model that does not run here.
 */
export type ProblemKind =
  | "offline"
  | "busy"
  | "key"
  | "tooLarge"
  | "refused"
  | "failed"
  | "browser";

/** Suggestions that did not come. */
export class TaggingError extends Error {
  /**
   * @param detail in the words of whoever failed
   * @param retryAfter seconds after which to ask again by itself
   */
  constructor(
    readonly kind: ProblemKind,
    readonly detail: string = "",
    readonly retryAfter?: number,
  ) {
    super(detail || kind);
  }
}

/** Any error as one that the page can tell of. */
export function asTaggingError(error: unknown): TaggingError {
  if (error instanceof TaggingError) return error;
  return new TaggingError("failed", error instanceof Error ? error.message : String(error));
}
