import { type Format, RecordError } from "../format.js";
import type { Post } from "../post.js";
import { isoDate } from "./dates.js";
import {
  type Fields,
  fields,
  isFields,
  list,
  optionalFields,
  optionalText,
  text,
  texts,
} from "./fields.js";
import { languageCode } from "./language-code.js";
import { distinct, postsOf, postsOfEach, sampleOf } from "./posts.js";
import { tagsOutside } from "./tags.js";

const POST = "app.bsky.feed.post";
const TAG_FACET = "app.bsky.richtext.facet#tag";

/** Readers of the answers of the XRPC interface, by the field that tells them. */
const ANSWERS: Readonly<Record<string, (answer: Fields) => Post[]>> = {
  thread: (answer) => threadPosts(fields(answer.thread)),
  feed: (answer) => postsOf(list(answer, "feed"), "feed", (item) => feedPosts(fields(item))),
  posts: (answer) => postsOf(list(answer, "posts"), "posts", (view) => viewPosts(fields(view))),
  records: (answer) =>
    postsOf(list(answer, "records"), "records", (view) => viewPosts(fields(view))),
  uri: viewPosts,
  kind: eventPosts,
};

/** Where the address of a first post stands in each of the answers. */
const ADDRESSES = [
  ["uri"],
  ["thread", "post", "uri"],
  ["feed", "0", "post", "uri"],
  ["posts", "0", "uri"],
  ["records", "0", "uri"],
];

/**
 * Posts of Bluesky (AT Protocol): threads, feeds, lists of posts or records, single posts or records,
 * and commits as Jetstream sends them. Quoted posts are posts too, but no parents; a repost in a feed
 * is no new post; what is blocked or not found is left out. Texts stay as they are, links shortened by
 * clients too.
 */
export const bluesky: Format = {
  name: "bluesky",
  description: "Bluesky API threads, feeds, posts, records; Jetstream events",

  recognises(record) {
    const sample = sampleOf(record);
    if (!isFields(sample)) return false;
    if (typeof sample.kind === "string") return String(sample.did).startsWith("did:");
    return ADDRESSES.some((path) => String(valueAt(sample, path)).startsWith("at://"));
  },

  read: (record) => distinct(postsOfEach(record, recordPosts)),
};

function valueAt(record: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => (value as Fields | undefined | null)?.[name], record);
}

function recordPosts(value: unknown): Post[] {
  const record = fields(value);
  const name = Object.keys(ANSWERS).find((each) => each in record);
  if (name !== undefined) return ANSWERS[name](record);
  throw new RecordError(
    `no Bluesky post: expected one of the fields ${Object.keys(ANSWERS).join(", ")}`,
  );
}

/** The posts of a thread: those above the post asked for, itself, and those below. */
function threadPosts(thread: Fields): Post[] {
  const posts: Post[] = [];
  const waiting = [thread];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const view = optionalFields(node, "post");
    if (view) posts.push(...viewPosts(view));
    const parent = optionalFields(node, "parent");
    if (parent) waiting.push(parent);
    waiting.push(...list(node, "replies").map(fields));
  }
  return posts;
}

/** The posts of an item of a feed: the post, and what it answers as far as it can be seen. */
function feedPosts(item: Fields): Post[] {
  const reply = optionalFields(item, "reply") ?? {};
  const above = [reply.root, reply.parent].filter(isFields).filter((view) => "record" in view);
  return [fields(item.post), ...above].flatMap(viewPosts);
}

/** The post of a view (`record`) or of a stored record (`value`), and the post that a view quotes. */
function viewPosts(view: Fields): Post[] {
  const record = optionalFields(view, "record") ?? optionalFields(view, "value");
  if (!record) throw new RecordError('field "record": expected an object, got nothing');
  const quoted = quotedBy(view);
  const post = postOf(text(view, "uri"), record);
  return quoted ? [post, ...viewPosts(quoted)] : [post];
}

/** The view of the post that a view quotes; lists, feeds and what cannot be seen are no posts. */
function quotedBy(view: Fields): Fields | undefined {
  const shown = isFields(view.embed) && isFields(view.embed.record) ? view.embed.record : undefined;
  // Beside pictures the quotation lies one level deeper.
  const quoted = isFields(shown?.record) ? shown.record : shown;
  return isFields(quoted?.value) && quoted.value.$type === POST ? quoted : undefined;
}

/** The post that an event of Jetstream creates, if it does. */
function eventPosts(event: Fields): Post[] {
  const commit = optionalFields(event, "commit");
  if (commit?.operation !== "create" || commit.collection !== POST) return [];
  const uri = `at://${text(event, "did")}/${POST}/${text(commit, "rkey")}`;
  return [postOf(uri, fields(commit.record))];
}

function postOf(uri: string, record: Fields): Post {
  const type = optionalText(record, "$type") ?? POST;
  if (type !== POST) throw new RecordError(`field "$type": expected ${POST}, got ${type}`);
  const words = text(record, "text");
  const date = optionalText(record, "createdAt");
  const parent = optionalFields(optionalFields(record, "reply") ?? {}, "parent");
  return {
    id: uri,
    author: /^at:\/\/(did:[^/]+)/.exec(uri)?.[1],
    text: words,
    createdAt: date && isoDate(date, "createdAt"),
    inReplyTo: parent && text(parent, "uri"),
    language: languageCode(texts(record, "langs")[0]),
    source: "bluesky",
    tags: tagsOutside(words, [...facetTags(record), ...texts(record, "tags")]),
  };
}

/**
 * The tags that stretches of a text link to. Where a stretch reads as its tag the text holds that
 * tag, so their byte offsets need not be looked at.
 */
function facetTags(record: Fields): string[] {
  return list(record, "facets")
    .flatMap((facet) => list(fields(facet), "features"))
    .map(fields)
    .filter((feature) => feature.$type === TAG_FACET)
    .map((feature) => text(feature, "tag"));
}
