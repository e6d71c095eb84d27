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

/** Resolves the character references that Twitter's interfaces put into texts. */
export function unescapeTweet(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (reference) => CHARACTERS[reference]);
}

/**
 * Whether a tweet is a repost by its text alone. Its words and hashtags are those of another author,
 * but it has a place of its own in the conversation.
 */
export function isManualRetweet(text: string): boolean {
  return MANUAL_RETWEET.test(text);
}
