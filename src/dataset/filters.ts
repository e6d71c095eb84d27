import type { Thread } from "../corpus/conversations.js";
import { isManualRetweet } from "../corpus/formats/twitter-text.js";
import type { Platform } from "../corpus/post.js";
import { momentOf } from "../corpus/running-number.js";
import { counted } from "../support/counted.js";
import { recogniseLanguage } from "../text/language.js";

/** Which threads become instances; what is absent lets all pass. */
export interface ThreadFilter {
  /** Languages of the post, as the platform gives them or as they are recognised. */
  readonly languages?: readonly string[];
  readonly platforms?: readonly Platform[];
  /** From this moment on, ISO 8601. */
  readonly since?: string;
  /** Before this moment. */
  readonly until?: string;
  readonly authors?: ReadonlySet<string>;
  readonly notAuthors?: ReadonlySet<string>;
  /** Whether a post needs a date, or a place in time among those of its author. */
  readonly needs?: "date" | "place";
  /** The fewest replies. */
  readonly minReplies?: number;
}

/**
 * Why a thread is left out: the first rule that it fails, in words for the dataset card; undefined
 * where it stays.
 */
export function reasonToSkip({ post, replies }: Thread, filter: ThreadFilter): string | undefined {
  const { languages, platforms, since, until, authors, notAuthors, minReplies = 0 } = filter;
  const isDated = filter.needs === "date" || (since ?? until) !== undefined;
  const date = post.createdAt;
  if (isManualRetweet(post.text)) return "only repeats another post";
  if (platforms && !platforms.includes(post.source)) return "another platform";
  if (isDated && date === undefined) return "no date";
  if (filter.needs === "place") {
    if (post.author === undefined) return "no author";
    if (!momentOf(post)) return "neither a date nor a running number";
  }
  if (since !== undefined && (date as string) < since) return `before ${since}`;
  if (until !== undefined && (date as string) >= until) return `not before ${until}`;
  if (authors && !authors.has(post.author ?? "")) return "another author";
  if (notAuthors?.has(post.author ?? "")) return "an excluded author";
  if (replies.length < minReplies) {
    return `fewer than ${counted(minReplies, "reply", "replies")}`;
  }
  if (languages && !languages.includes(languageOf(post) ?? "")) return "another language";
  return undefined;
}

/** The language of a post as its platform gives it, else as it is recognised. */
export function languageOf({ text, language }: { text: string; language?: string }) {
  return language ?? recogniseLanguage(text);
}
