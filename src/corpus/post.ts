/** Where posts come from; it decides what counts as a hashtag and how one is written. */
export const PLATFORMS = ["twitter", "mastodon", "bluesky", "weibo", "other"] as const;

/** A platform. */
export type Platform = (typeof PLATFORMS)[number];

/** A post as the store keeps it, whatever platform it comes from. */
export interface Post {
  /** Unique on its platform. */
  readonly id: string;
  /** Id or name of the account. */
  readonly author?: string;
  /** Plain text as its author wrote it: no markup, character references resolved. */
  readonly text: string;
  /** When it was written, ISO 8601 in UTC. */
  readonly createdAt?: string;
  /** Id of the post that this one answers. */
  readonly inReplyTo?: string;
  /** Id of the post that this one only repeats; a quote adds words and is a post of its own. */
  readonly repostOf?: string;
  /** Language as the platform gives it, a lower-case ISO 639-1 code; absent where it does not know. */
  readonly language?: string;
  /** Its platform. */
  readonly source: Platform;
  /** Hashtags that the platform lists and the text does not hold, without the sign. */
  readonly tags?: readonly string[];
}
