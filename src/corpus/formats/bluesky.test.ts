import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import { bluesky } from "./bluesky.js";

const uri = (key: string) => `at://did:plc:ann/app.bsky.feed.post/${key}`;
const record = (key: string, fields: object = {}) => ({
  $type: "app.bsky.feed.post",
  text: `words of ${key}`,
  createdAt: "2023-05-17T14:31:30.000+00:00",
  ...fields,
});
const view = (key: string, fields: object = {}) => ({ uri: uri(key), record: record(key, fields) });
const answers = (key: string) => ({
  reply: { root: { uri: uri("0") }, parent: { uri: uri(key) } },
});
const keys = (value: object) => bluesky.read(value).map(({ id }) => id.split("/")[4]);

describe("bluesky", () => {
  it("reads a view of a post", () => {
    const fields = { ...answers("1"), langs: ["en-GB", "fr"] };
    expect(bluesky.read({ ...view("2", fields), author: { handle: "ann.example" } })).toEqual([
      {
        id: uri("2"),
        author: "did:plc:ann",
        text: "words of 2",
        createdAt: "2023-05-17T14:31:30.000Z",
        inReplyTo: uri("1"),
        language: "en",
        source: "bluesky",
      },
    ]);
  });

  it("reads a thread upwards and downwards, without what cannot be seen", () => {
    const gone = { $type: "app.bsky.feed.defs#notFoundPost", uri: uri("9"), notFound: true };
    const thread = {
      post: view("3"),
      parent: { post: view("2"), parent: { uri: uri("1"), blocked: true } },
      replies: [{ post: view("4"), replies: [{ post: view("5") }] }, gone],
    };
    expect(keys({ thread }).sort()).toEqual(["2", "3", "4", "5"]);
    expect(bluesky.read({ thread: gone })).toEqual([]);
  });

  it("reads feeds: each post once, what it answers, no reposts", () => {
    const reason = { $type: "app.bsky.feed.defs#reasonRepost", by: { did: "did:plc:bob" } };
    const gone = { uri: uri("7"), notFound: true };
    const feed = [
      { post: view("3", answers("2")), reply: { root: view("1"), parent: view("2") } },
      { post: view("1"), reason },
      { post: view("4"), reply: { root: gone, parent: gone } },
    ];
    expect(keys({ feed, cursor: "x" })).toEqual(["3", "1", "2", "4"]);
    expect(bluesky.read({ feed })[3].inReplyTo).toBeUndefined();
    expect(bluesky.read({ feed })[1].repostOf).toBeUndefined();
  });

  it("reads quoted posts, which are no parents", () => {
    const embed = { $type: "app.bsky.embed.record", record: { uri: uri("1"), cid: "c" } };
    const quoted = { uri: uri("1"), author: {}, value: record("1") };
    const plain = { ...view("2", { embed }), embed: { record: quoted } };
    const withMedia = { ...view("2", { embed }), embed: { record: { record: quoted }, media: {} } };
    for (const quoting of [plain, withMedia]) {
      expect(bluesky.read(quoting)).toEqual(bluesky.read({ posts: [view("2"), view("1")] }));
    }
    const list = { uri: "at://did:plc:ann/app.bsky.graph.list/1", name: "list" };
    expect(keys({ ...view("2"), embed: { record: list } })).toEqual(["2"]);
    const gone = { uri: uri("1"), notFound: true };
    expect(keys({ ...view("2"), embed: { record: { record: gone } } })).toEqual(["2"]);
  });

  it("reads posts and stored records", () => {
    expect(keys({ posts: [view("1"), view("2")] })).toEqual(["1", "2"]);
    expect(keys({ uri: uri("1"), cid: "c", value: record("1") })).toEqual(["1"]);
    expect(keys({ records: [{ uri: uri("1"), value: record("1") }] })).toEqual(["1"]);
    expect(keys({ posts: [] })).toEqual([]);
  });

  it("reads the posts that Jetstream announces, and nothing else of it", () => {
    const commit = {
      operation: "create",
      collection: "app.bsky.feed.post",
      rkey: "1",
      record: record("1"),
    };
    const event = { did: "did:plc:ann", time_us: 1, kind: "commit", commit };
    expect(bluesky.read(event)).toEqual(bluesky.read(view("1")));
    expect(bluesky.read({ ...event, commit: { ...commit, operation: "delete" } })).toEqual([]);
    const like = { ...commit, collection: "app.bsky.feed.like" };
    expect(bluesky.read({ ...event, commit: like })).toEqual([]);
    expect(bluesky.read({ did: "did:plc:ann", kind: "identity", identity: {} })).toEqual([]);
  });

  it("lists the tags that the text does not read as, whatever the bytes before them", () => {
    const tag = (tag: string, byteStart: number, byteEnd: number) => ({
      index: { byteStart, byteEnd },
      features: [{ $type: "app.bsky.richtext.facet#tag", tag }],
    });
    const fields = {
      text: "🎾é #Grass court",
      facets: [
        tag("Grass", 7, 13),
        tag("tennis", 14, 19),
        { features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://x.example" }] },
      ],
      tags: ["grass", "Melbourne"],
    };
    expect(bluesky.read(view("1", fields))[0]).toMatchObject({
      text: "🎾é #Grass court",
      tags: ["tennis", "Melbourne"],
    });
  });

  it.each([
    [{ foo: 1 }, "no Bluesky post: expected one of the fields thread, feed, posts"],
    [{ uri: uri("1") }, 'field "record": expected an object, got nothing'],
    [{ feed: [{ post: null }] }, "feed[0]: expected an object, got null"],
    [
      { records: [{ uri: "at://x", value: { $type: "app.bsky.feed.like" } }] },
      'records[0]: field "$type": expected app.bsky.feed.post, got app.bsky.feed.like',
    ],
    [view("1", { text: 7 }), 'field "text": expected a string, got a number'],
    [view("1", { createdAt: "now" }), 'field "createdAt": "now" is not a date'],
  ])("names what is wrong (%#)", (value, message) => {
    expect(() => bluesky.read(value)).toThrow(RecordError);
    expect(() => bluesky.read(value)).toThrow(message);
  });
});
