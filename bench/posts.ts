import { closeSync, openSync, writeSync } from "node:fs";
import type { Post } from "../src/corpus/post.js";
import { Random } from "../src/support/random.js";

/** Words that posts are made of; a few of them make up most of the text, as in real posts. */
const WORDS = 30_000;
const HASHTAGS = 3_000;
/** One post in so many opens a thread. */
const PER_THREAD = 4;
/** A reply answers one of so many posts before it. */
const WINDOW = 2_000;
const START = Date.UTC(2020, 0, 1);

/** Formats that posts can be written in. */
export const WRITERS: Readonly<Record<string, (post: Post) => unknown>> = {
  jsonl: (post) => post,
  "twitter-v1": ({ id, author, text, createdAt, inReplyTo }) => ({
    created_at: new Date(createdAt as string)
      .toUTCString()
      .replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, "$1 $3 $2 $5 +0000 $4"),
    id_str: id,
    full_text: text.replaceAll("&", "&amp;"),
    in_reply_to_status_id_str: inReplyTo ?? null,
    user: { id_str: author, screen_name: `name${author}`, followers_count: 10, verified: false },
    lang: "en",
    retweet_count: 0,
    favorite_count: 0,
  }),
  "twitter-v2": ({ id, author, text, createdAt, inReplyTo }) => ({
    id,
    text,
    author_id: author,
    created_at: createdAt,
    lang: "en",
    ...(inReplyTo && { referenced_tweets: [{ type: "replied_to", id: inReplyTo }] }),
    public_metrics: { retweet_count: 0, reply_count: 0, like_count: 0, quote_count: 0 },
  }),
  mastodon: ({ id, author, text, createdAt, inReplyTo }) => ({
    id,
    created_at: createdAt,
    in_reply_to_id: inReplyTo ?? null,
    language: "en",
    uri: `https://example.org/statuses/${id}`,
    content: `<p>${text}</p>`,
    reblog: null,
    account: { id: author, acct: `name${author}` },
    tags: [],
  }),
  bluesky: ({ id, author, text, createdAt, inReplyTo }) => ({
    uri: uriOf(id),
    cid: "bafy",
    author: { did: `did:plc:${author}`, handle: `name${author}.example.org` },
    record: {
      $type: "app.bsky.feed.post",
      text,
      createdAt,
      langs: ["en"],
      ...(inReplyTo && {
        reply: { root: { uri: uriOf(inReplyTo) }, parent: { uri: uriOf(inReplyTo) } },
      }),
    },
    indexedAt: createdAt,
  }),
};

function uriOf(id: string): string {
  return `at://did:plc:1/app.bsky.feed.post/${id}`;
}

/** Made-up posts in threads: the same for the same count. */
export function* makePosts(count: number): Generator<Post> {
  const random = new Random(count);
  const vocabulary = Array.from({ length: WORDS }, () => makeWord(random));
  const tags = Array.from({ length: HASHTAGS }, () => `${makeWord(random)}${makeWord(random)}`);
  const pick = (from: readonly string[]) => from[Math.floor(from.length * random.uniform() ** 3)];
  for (let i = 0; i < count; i++) {
    const isRoot = i === 0 || random.below(PER_THREAD) === 0;
    const words = Array.from({ length: 5 + random.below(20) }, () => pick(vocabulary));
    if (isRoot) words.push(`#${pick(tags)}`);
    yield {
      id: String(1_000_000_000 + i),
      author: String(random.below(count / 10 + 1)),
      text: words.join(" "),
      createdAt: new Date(START + i * 1000).toISOString(),
      source: "twitter",
      ...(!isRoot && {
        inReplyTo: String(1_000_000_000 + i - 1 - random.below(Math.min(i, WINDOW))),
      }),
    };
  }
}

function makeWord(random: Random): string {
  const letter = (letters: string): string => letters[random.below(letters.length)] as string;
  return Array.from(
    { length: 1 + random.below(3) },
    () => letter("bcdfghklmnprstvw") + letter("aeiou"),
  ).join("");
}

/** Writes made-up posts to a file, one record per line. */
export function writePosts(path: string, count: number, format: string): void {
  const write = WRITERS[format] as (post: Post) => unknown;
  const file = openSync(path, "w");
  let lines: string[] = [];
  const flush = (): void => {
    writeSync(file, lines.join(""));
    lines = [];
  };
  for (const post of makePosts(count)) {
    lines.push(`${JSON.stringify(write(post))}\n`);
    if (lines.length === 5000) flush();
  }
  flush();
  closeSync(file);
}
