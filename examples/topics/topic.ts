import type { Slots } from "../grammar.js";

/**
 * A hashtag and what people who use it write about: five slots, the same for every hashtag, so that
 * sentence patterns of any topic may ask for them. Each is a pattern of the grammar.
 */
export interface Tag {
  /** The words of the hashtag, separated by spaces. */
  readonly tag: string;
  /** Somebody, as a subject: "Rossi". */
  readonly who: string;
  /** A singular noun, without article: "penalty". */
  readonly thing: string;
  /** What they did, after a subject: "hit the crossbar". */
  readonly does: string;
  /** A place or time, with its preposition: "at the harbour stadium". */
  readonly where: string;
  /** A whole clause: "the cup stays in Portmere". */
  readonly bit: string;
}

/** A field of life: its hashtags and the sentences that fit all of them. */
export interface Topic {
  readonly name: string;
  readonly emoji: string;
  /** Which kinds of the language's vague posts fit the topic. */
  readonly moods: readonly string[];
  /** Posts that show the topic but not the hashtag. */
  readonly hints: readonly string[];
  /** Posts that show the hashtag. */
  readonly posts: readonly string[];
  /** Replies that show the hashtag. */
  readonly replies: readonly string[];
  readonly tags: readonly Tag[];
}

/** How people write in a language, whatever the topic. */
export interface Language {
  readonly code: "en" | "zh";
  readonly topics: readonly Topic[];
  /** Parts that every pattern may use. */
  readonly slots: Slots;
  /** Posts that show neither topic nor hashtag, by mood. */
  readonly vague: Readonly<Record<string, readonly string[]>>;
  /** Posts of any topic that show the hashtag. */
  readonly posts: readonly string[];
  /** Replies of any topic that show the hashtag. */
  readonly replies: readonly string[];
  /** Replies that show nothing. */
  readonly plain: readonly string[];
  /** What may stand before a sentence, and after it. */
  readonly openers: readonly string[];
  readonly closers: readonly string[];
}
