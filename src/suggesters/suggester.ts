import type { Instance } from "../dataset/instance.js";

/** A post and the replies below it, as words. */
export interface Thread {
  readonly post: readonly string[];
  /** The words of all replies in chronological order; may be empty. */
  readonly conversation: readonly string[];
}

/** A suggested hashtag. */
export interface Suggestion {
  readonly words: readonly string[];
  /** What the suggester ranks by, in [0, 1]: a probability where the system has one. */
  readonly score: number;
  /** The same before it was turned into a probability, which makes small differences vanish, in [0, 1]. */
  readonly strength?: number;
  /** Made by the model from what the thread says, taken from similar posts, or both; made unless it says otherwise. */
  readonly source?: Source;
}

/** How a system comes by a hashtag. */
export type Source = "generated" | "retrieved" | "both";

/** How much is suggested, and how it is worked on. */
export interface SuggestOptions {
  /** Most hashtags per post. */
  readonly count?: number;
  /** Posts worked on together. It changes the speed, not the result. */
  readonly batch?: number;
  /** Told how many posts are done, now and then. */
  readonly onProgress?: (done: number) => void;
}

/** What a system can do. */
export interface Capabilities {
  /** It can suggest hashtags that no training post has. */
  readonly openVocabulary: boolean;
  /** It ranks any number of hashtags; otherwise it gives one list of those it found, or only one. */
  readonly ranksMany: boolean;
  /** Posts can be added without training again, see {@link Suggester.learn}. */
  readonly learns: boolean;
  /** Its scores tell how often it is right: of the hashtags with a score of s, a share of about s. */
  readonly calibrated?: true;
}

/** Suggests hashtags: the one interface of every system. */
export interface Suggester {
  /** The system's name, as in the paper's tables. */
  readonly name: string;
  readonly capabilities: Capabilities;
  /** @returns for every thread, in their order, ranked hashtags, best first, each once */
  suggest(threads: readonly Thread[], options?: SuggestOptions): Promise<Suggestion[][]>;
  /**
   * Adds posts with their hashtags, which can be suggested from then on; absent where it does not learn. A
   * suggester that a model folder was opened as counts posts once that it is given twice.
   */
  learn?(instances: readonly Instance[]): Promise<void>;
  /** Frees what it holds. */
  close(): Promise<void>;
}
