import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../../test/shared.js";
import type { Format } from "../format.js";
import type { Post } from "../post.js";
import type { Fields } from "./fields.js";
import { recogniseFormat } from "./index.js";
import { distinct } from "./posts.js";
import { parseMap, tableFormat } from "./table.js";

const present = hasShared("data");

/** A hashtag as Twitter has them: no number, nothing but a sign or space before it. */
const HASHTAG = /(?<![\p{L}\p{N}_&])[#＃][\p{L}\p{M}\p{N}_]*[\p{L}_]/u;

type Counts = Readonly<Record<string, number>>;

/** The posts of a file: those that it lists, and all with those that they embed. */
interface Read {
  readonly own: readonly Post[];
  readonly all: readonly Post[];
}

function textOf(path: string): string {
  return readFileSync(sharedPath(`data/${path}`), "utf8");
}

/** What `JSON.parse` may change of a value. */
type Reviver = (key: string, value: unknown) => unknown;

function recordsOf(path: string, reviver?: Reviver): unknown[] {
  const lines = path.endsWith(".json") ? [textOf(path)] : textOf(path).split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line, reviver));
}

/** Reads a file in the format that it is recognised by. */
function read(path: string, ownIds: (record: unknown) => unknown[], reviver?: Reviver): Read {
  const records = recordsOf(path, reviver);
  const format = recogniseFormat(records) as Format;
  expect([path, format?.name]).toEqual([path, path.split("/")[0]]);
  const all = distinct(records.flatMap((record) => format.read(record)));
  const ids = new Set(records.flatMap(ownIds));
  return { own: all.filter(({ id }) => ids.has(id)), all };
}

/** Compares all files of a folder with its `counts.json`. */
function expectCounts(folder: string, measure: (file: string) => Counts) {
  const { files } = JSON.parse(textOf(`${folder}/counts.json`)) as {
    files: Record<string, Counts>;
  };
  const names = Object.keys(files);
  expect(names.length).toBeGreaterThan(4);
  const measured = names.map((file): [string, Counts] => [file, measure(file)]);
  expect(files).toMatchObject(Object.fromEntries(measured));
}

function answered(posts: readonly Post[]): number {
  const parents = new Set(posts.map(({ inReplyTo }) => inReplyTo));
  return posts.filter(({ id }) => parents.has(id)).length;
}

const count = (posts: readonly Post[], test: (post: Post) => unknown): number =>
  posts.filter(test).length;
const withHashtag = (posts: readonly Post[]) => count(posts, ({ text }) => HASHTAG.test(text));
const replies = (posts: readonly Post[]) => count(posts, ({ inReplyTo }) => inReplyTo);

const idsOf = (values: readonly unknown[]) => values.map((each) => (each as Fields).id);
const statusIds = (record: unknown): unknown[] => {
  const { ancestors, descendants } = record as Readonly<Record<string, unknown[]>>;
  return idsOf(ancestors ? [...ancestors, ...descendants] : [record].flat());
};
const tweetIds = (record: unknown) => idsOf([(record as Fields).data ?? record].flat());

describe("real data is read without errors, and", () => {
  it.skipIf(!present)("twitter-v1 has its tweets, hashtags and replies (needs ../shared)", () => {
    expectCounts("twitter-v1", (file) => {
      const { own } = read(`twitter-v1/${file}`, (record) => [(record as Fields).id_str]);
      expect(own.every(({ author, createdAt }) => author && createdAt)).toBe(true);
      return {
        records: own.length,
        with_hashtag: withHashtag(own),
        with_replies: answered(own),
      };
    });
  });

  // Its hashtags are those of retweets as they were cut; the posts have whole texts.
  it.skipIf(!present)("twitter-v2 has its tweets, retweets and replies (needs ../shared)", () => {
    expectCounts("twitter-v2", (file) => {
      const { own, all } = read(`twitter-v2/${file}`, tweetIds);
      return {
        records: own.length,
        is_retweet: count(own, ({ repostOf }) => repostOf),
        is_reply: replies(own),
        // The counts of the flattened file leave out what is inlined.
        with_replies_in_file: answered(file === "flat.jsonl" ? own : all),
      };
    });
  });

  it.skipIf(!present)("twitter-v2 is the same flattened or not (needs ../shared)", () => {
    const [flat, pages] = ["flat", "noflat"].map((name) =>
      read(`twitter-v2/${name}.jsonl`, tweetIds).all.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(flat.length).toBeGreaterThan(100);
    expect(flat).toEqual(pages);
  });

  it.skipIf(!present)("mastodon has its statuses, hashtags and replies (needs ../shared)", () => {
    const markup: string[] = [];
    // The counts are of all statuses, those for followers alone included.
    const publish: Reviver = (key, value) => (key === "visibility" ? "public" : value);
    expectCounts("mastodon", (file) => {
      const { own, all } = read(`mastodon/${file}`, statusIds, publish);
      markup.push(...all.map(({ text }) => text).filter((text) => /<\w|&\w+;/.test(text)));
      expect(all.filter(({ tags }) => tags)).toEqual([]);
      return { records: own.length, with_hashtag: withHashtag(own), is_reply: replies(own) };
    });
    expect(markup).toEqual([]);
  });

  it.skipIf(!present)("mastodon keeps statuses for followers to itself (needs ../shared)", () => {
    const hidden = ["context", "status-chain-1-video", "status-chain-2-image"];
    for (const name of [...hidden, "status-chain-3-audio-remote"]) {
      expect(read(`mastodon/${name}.json`, statusIds).all).toEqual([]);
    }
    expect(read("mastodon/statuses-thread.ndjson", statusIds).own).toHaveLength(5);
  });

  it.skipIf(!present)("bluesky has its posts, hashtags and replies (needs ../shared)", () => {
    expectCounts("bluesky", (file) => {
      const { all } = read(`bluesky/${file}`, () => []);
      expect(all.every(({ author }) => author?.startsWith("did:plc:"))).toBe(true);
      return {
        records: all.length,
        with_hashtag: withHashtag(all),
        is_reply: replies(all),
        with_replies_in_file: answered(all),
      };
    });
  });

  it.skipIf(!present)("instagram has its posts, hashtags and replies (needs ../shared)", () => {
    const map = parseMap(["text=text", "comments=replies"]);
    expectCounts("instagram", (file) => {
      const rows: unknown[] = parse(textOf(`instagram/${file}`), { columns: true });
      const format = tableFormat(map, { author: file.slice(0, -".csv".length) });
      const threads = rows.map((row) => format.read(row));
      const own = threads.map(([post]) => post);
      return {
        records: own.length,
        with_hashtag: withHashtag(own),
        with_replies: threads.filter((posts) => posts.length > 1).length,
        replies_total: threads.flat().length - own.length,
      };
    });
  });
});
