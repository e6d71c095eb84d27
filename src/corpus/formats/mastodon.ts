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
import { htmlText } from "./html-text.js";
import { languageCode } from "./language-code.js";
import { distinct, postsOf, postsOfEach, sampleOf } from "./posts.js";
import { tagsOutside } from "./tags.js";

/** The lists of a context: what a status answers, and what answers it. */
const CONTEXT = ["ancestors", "descendants"];

/** Visibilities of statuses that anyone may read; others are for followers, or for those mentioned. */
const FOR_ALL = ["public", "unlisted"];

/**
 * Statuses of Mastodon's REST API: single ones, timelines and contexts. Ids are those of the server
 * that answered, as `in_reply_to_id` is. Boosted and quoted statuses inside others are posts too;
 * those that not all may read are none.
 */
export const mastodon: Format = {
  name: "mastodon",
  description: "Mastodon API statuses, timelines and contexts",

  recognises(record) {
    const sample = sampleOf(record);
    if (!isFields(sample)) return false;
    if (isContext(sample)) return true;
    return typeof sample.content === "string" && isFields(sample.account);
  },

  read: (record) => distinct(postsOfEach(record, recordPosts)),
};

/**
 * The same as one server gives it. Ids count statuses of one server, and so do names of its accounts:
 * they become `HOST/ID` and `NAME@HOST`, so that a store can hold posts of several servers.
 */
export function mastodonOf({ host, href }: URL): Format {
  const onServer = (id: string | undefined) => id && `${host}/${id}`;
  const read = (record: unknown): Post[] =>
    mastodon.read(record).map((post) => ({
      ...post,
      id: `${host}/${post.id}`,
      inReplyTo: onServer(post.inReplyTo),
      repostOf: onServer(post.repostOf),
      // Of accounts elsewhere the server gives the whole name.
      author: post.author?.includes("@") ? post.author : post.author && `${post.author}@${host}`,
    }));
  return { ...mastodon, server: href, read };
}

function isContext(record: Fields): boolean {
  return CONTEXT.every((name) => Array.isArray(record[name]));
}

function recordPosts(value: unknown): Post[] {
  const record = fields(value);
  if (!isContext(record)) return statusPosts(record);
  return CONTEXT.flatMap((name) =>
    postsOf(list(record, name), name, (status) => statusPosts(fields(status))),
  );
}

/** The post of a status, and those of the statuses inside it. */
function statusPosts(status: Fields): Post[] {
  const reblog = optionalFields(status, "reblog");
  const quoted = optionalFields(optionalFields(status, "quote") ?? {}, "quoted_status");
  return [
    // A boost repeats the words of the other status.
    ...([status, reblog].every(isForAll) ? [postOf(status, reblog)] : []),
    ...(reblog ? statusPosts(reblog) : []),
    ...(quoted ? statusPosts(quoted) : []),
  ];
}

function isForAll(status: Fields | undefined): boolean {
  const visibility = status && optionalText(status, "visibility");
  return visibility === undefined || FOR_ALL.includes(visibility);
}

/** @param reblog the status that it boosts */
function postOf(status: Fields, reblog: Fields | undefined): Post {
  const content = htmlText(text(reblog ?? status, "content"));
  const date = optionalText(status, "created_at");
  const names = list(reblog ?? status, "tags").map((tag) => text(fields(tag), "name"));
  return {
    id: id(status, "id"),
    author: optionalText(optionalFields(status, "account") ?? {}, "acct"),
    text: content,
    createdAt: date && isoDate(date, "created_at"),
    inReplyTo: optionalId(status, "in_reply_to_id"),
    repostOf: reblog && id(reblog, "id"),
    language: languageCode(optionalText(reblog ?? status, "language")),
    source: "mastodon",
    tags: tagsOutside(content, names),
  };
}
