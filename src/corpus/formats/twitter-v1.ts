import type { Format } from "../format.js";
import type { Post } from "../post.js";
import { isTwitterDate, twitterDate } from "./dates.js";
import {
  type Fields,
  fields,
  id,
  isFields,
  list,
  optionalFields,
  optionalId,
  optionalText,
  text,
} from "./fields.js";
import { languageCode } from "./language-code.js";
import { distinct, postsOf, postsOfEach, sampleOf } from "./posts.js";
import { unescapeTweet } from "./twitter-text.js";

/** Messages of the streaming interface that carry no tweet. */
const MESSAGES = [
  "delete",
  "scrub_geo",
  "limit",
  "status_withheld",
  "user_withheld",
  "disconnect",
  "warning",
];

/**
 * Tweets of Twitter's API v1.1: tweets, lists and search results of them, lines of a stream, and the
 * `{"tweet": ...}` of an account's archive. Retweeted and quoted tweets that a tweet embeds are posts
 * too. Texts stay whole: what `display_text_range` hides, leading mentions and trailing links, is
 * part of the text in extracts without that field.
 */
export const twitterV1: Format = {
  name: "twitter-v1",
  description: "Twitter API v1.1 tweets, streams and account archives",

  recognises(record) {
    const sample = sampleOf(record);
    if (!isFields(sample)) return false;
    if (isMessage(sample)) return true;
    const found = sampleOf(sample.statuses) ?? sample.tweet;
    const tweet = isFields(found) ? found : sample;
    return typeof (tweet.full_text ?? tweet.text) === "string" && isTwitterDate(tweet.created_at);
  },

  read: (record) => postsOfEach(record, recordPosts),
};

function recordPosts(value: unknown): Post[] {
  const record = fields(value);
  if (isMessage(record)) return [];
  if ("statuses" in record) return postsOf(list(record, "statuses"), "statuses", recordPosts);
  return distinct(tweetPosts(optionalFields(record, "tweet") ?? record));
}

function isMessage(record: Fields): boolean {
  const [name, ...others] = Object.keys(record);
  return others.length === 0 && MESSAGES.includes(name);
}

/** The post of a tweet, and those of the tweets inside it. */
function tweetPosts(tweet: Fields): Post[] {
  const retweeted = optionalFields(tweet, "retweeted_status");
  const quoted = optionalFields(tweet, "quoted_status");
  const inReplyTo =
    optionalId(tweet, "in_reply_to_status_id_str") ?? optionalId(tweet, "in_reply_to_status_id");
  const words = wordsOf(retweeted ?? tweet);
  const date = optionalText(tweet, "created_at");
  const post: Post = {
    id: idOf(tweet),
    author: authorOf(tweet),
    text: words,
    createdAt: date && twitterDate(date, "created_at"),
    inReplyTo,
    repostOf: retweeted && idOf(retweeted),
    language: languageCode(optionalText(tweet, "lang")),
    source: "twitter",
  };
  return [post, ...(retweeted ? tweetPosts(retweeted) : []), ...(quoted ? tweetPosts(quoted) : [])];
}

/** The whole text of a tweet, which long tweets keep apart from the shortened one. */
function wordsOf(tweet: Fields): string {
  const extended = optionalFields(tweet, "extended_tweet");
  if (extended) return unescapeTweet(text(extended, "full_text"));
  return unescapeTweet(text(tweet, tweet.full_text === undefined ? "text" : "full_text"));
}

function idOf(tweet: Fields): string {
  return optionalId(tweet, "id_str") ?? id(tweet, "id");
}

function authorOf(tweet: Fields): string | undefined {
  const user = optionalFields(tweet, "user");
  if (!user) return undefined;
  return (
    optionalText(user, "id_str") ?? optionalText(user, "screen_name") ?? optionalId(user, "id")
  );
}
