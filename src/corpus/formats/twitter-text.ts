const CHARACTERS: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/**
 * A repost made by hand or by an old client: `RT @name: ...`, or `RT "@name: ..."` where nothing
 * follows the quotation.
 */
const MANUAL_RETWEET = /^\s*RT:?\s*(?:@\w|["“]@\w[^"”]*["”]?\s*$)/;

/**
 * What stands in `repostOf` of a repost that does not say what it repeats. Such posts are told by
 * their text: their words and hashtags are those of another author, and as replies they would be
 * removed (paper section 3).
 */
export const UNKNOWN_POST = "unknown";

/** Resolves the character references that Twitter's interfaces put into texts. */
export function unescapeTweet(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (reference) => CHARACTERS[reference]);
}

/** Whether a tweet is a repost by its text alone, without words of its own. */
export function isManualRetweet(text: string): boolean {
  return MANUAL_RETWEET.test(text);
}

/**
 * What a tweet repeats that is no retweet of the platform's own kind: `UNKNOWN_POST`, or nothing. One
 * that answers a tweet keeps its place in the conversation.
 */
export function manuallyRetweeted(text: string, inReplyTo: string | undefined): string | undefined {
  return inReplyTo === undefined && isManualRetweet(text) ? UNKNOWN_POST : undefined;
}
