/** A post and the replies below it, as words. */
export interface Thread {
  readonly post: readonly string[];
  /** The words of all replies in chronological order; may be empty. */
  readonly conversation: readonly string[];
}

/** A suggested hashtag. */
export interface Suggestion {
  readonly words: readonly string[];
  /** The probability the suggester gives it. */
  readonly probability: number;
}

/** How much is suggested, and how it is worked on. */
export interface SuggestOptions {
  /** Most hashtags per post. */
  readonly count?: number;
  /** Posts worked on together. It changes the speed, not the result. */
  readonly batch?: number;
  /** Told how many posts are done, now and then. */
  readonly onProgress?: (done: number) => void;
}

/** Suggests hashtags: the one interface of every system. */
export interface Suggester {
  /** The system's name, as in the paper's tables. */
  readonly name: string;
  /** @returns for every thread, in their order, ranked hashtags, best first */
  suggest(threads: readonly Thread[], options?: SuggestOptions): Promise<Suggestion[][]>;
  /** Frees what it holds. */
  close(): Promise<void>;
}
