import type { Format } from "../format.js";
import type { Post } from "../post.js";
import { isoDate } from "./dates.js";
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

/** Fields of which a tweet outside a page has at least one beside `id` and `text`. */
const MARKS = [
  "author_id",
  "conversation_id",
  "edit_history_tweet_ids",
  "public_metrics",
  "referenced_tweets",
];

/** Fields of a response, at least one of which a page has. */
const PAGE = ["data", "includes", "errors", "meta"];

/**
 * Tweets of Twitter's API v2: response pages, or single tweets with what they refer to inlined, as
 * twarc2 flattens them. Tweets that others refer to are posts too.
 */
export const twitterV2: Format = {
  name: "twitter-v2",
  description: "Twitter API v2 response pages, or tweets flattened by twarc2",

  recognises(record) {
    const sample = sampleOf(record);
    if (!isFields(sample)) return false;
    const tweet = sampleOf(sample.data);
    if (isFields(tweet)) return typeof tweet.id === "string" && typeof tweet.text === "string";
    return typeof sample.text === "string" && MARKS.some((name) => name in sample);
  },

  read: (record) => postsOfEach(record, recordPosts),
};

function recordPosts(value: unknown): Post[] {
  const record = fields(value);
  const isPage = !("id" in record) && PAGE.some((name) => name in record);
  return distinct(isPage ? pagePosts(record) : tweetPosts(record, new Map()));
}

function pagePosts(page: Fields): Post[] {
  const data = Array.isArray(page.data) ? page.data : [page.data ?? []].flat();
  const included = list(optionalFields(page, "includes") ?? {}, "tweets");
  const known = new Map<string, Fields>();
  for (const tweet of included) if (isFields(tweet)) known.set(String(tweet.id), tweet);
  const read = (tweet: unknown) => tweetPosts(fields(tweet), known);
  return [...postsOf(data, "data", read), ...postsOf(included, "includes.tweets", read)];
}

/**
 * The post of a tweet, and those of the tweets inlined in it.
 * @param known the tweets that the page includes, by their ids
 */
function tweetPosts(tweet: Fields, known: ReadonlyMap<string, Fields>): Post[] {
  const references = list(tweet, "referenced_tweets").map(fields);
  const idOfType = (type: string): string | undefined => {
    const reference = references.find((each) => each.type === type);
    return reference && id(reference, "id");
  };
  const inlined = references.filter((reference) => "text" in reference);
  const retweeted = idOfType("retweeted");
  const original = inlined.find((each) => each.id === retweeted) ?? known.get(retweeted ?? "");
  const inReplyTo = idOfType("replied_to");
  // A retweet's own text is cut after 140 characters.
  const words = wordsOf(original ?? tweet);
  const date = optionalText(tweet, "created_at");
  const post: Post = {
    id: id(tweet, "id"),
    author: optionalId(tweet, "author_id"),
    text: words,
    createdAt: date && isoDate(date, "created_at"),
    inReplyTo,
    repostOf: retweeted,
    language: languageCode(optionalText(tweet, "lang")),
    source: "twitter",
  };
  return [post, ...inlined.flatMap((each) => tweetPosts(each, known))];
}

/** The whole text of a tweet, which long tweets keep in a note. */
function wordsOf(tweet: Fields): string {
  return unescapeTweet(text(optionalFields(tweet, "note_tweet") ?? tweet, "text"));
}
