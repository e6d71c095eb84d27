import { describe, expect, it } from "vitest";
import { FORMATS, recogniseFormat } from "./index.js";

const DATE = "Wed Jan 07 11:07:51 +0000 2015";
const status = { id: "1", content: "<p>words</p>", account: { acct: "ann" } };
const uri = "at://did:plc:ann/app.bsky.feed.post/1";

describe("recogniseFormat", () => {
  it.each([
    ["twitter-v1", { id_str: "1", text: "words", created_at: DATE }],
    ["twitter-v1", { tweet: { id: "1", full_text: "words", created_at: DATE } }],
    ["twitter-v1", { delete: { status: { id_str: "1" } } }],
    ["twitter-v1", { statuses: [{ id: 1, text: "words", created_at: DATE }] }],
    ["twitter-v2", { data: [{ id: "1", text: "words" }], meta: {} }],
    ["twitter-v2", { data: { id: "1", text: "words" } }],
    ["twitter-v2", { id: "1", text: "words", author_id: "2", author: {} }],
    ["mastodon", status],
    ["mastodon", [status]],
    ["mastodon", { ancestors: [], descendants: [] }],
    ["bluesky", { thread: { post: { uri } } }],
    ["bluesky", { feed: [{ post: { uri } }] }],
    ["bluesky", { posts: [{ uri }], cursor: "x" }],
    ["bluesky", { records: [{ uri, value: {} }] }],
    ["bluesky", { uri, record: {} }],
    ["bluesky", { did: "did:plc:ann", kind: "identity" }],
    ["weibo-csv", { id: "1", bid: "x", 微博正文: "words" }],
    ["jsonl", { id: "1", text: "words" }],
    ["jsonl", { id: 1, text: "words", createdAt: "2015-01-07T11:07:51Z" }],
  ])("knows %s (%#)", (name, record) => {
    expect(recogniseFormat([record])?.name).toBe(name);
  });

  it.each([
    [{}],
    [[]],
    [{ errors: [] }],
    [{ data: [], meta: {} }],
    [{ statuses: [status] }],
    [{ feed: null }],
    [{ caption: "words", likes: "3" }],
    ["text"],
    [null],
  ])("does not know %j", (record) => {
    expect(recogniseFormat([record])).toBeUndefined();
  });

  it("goes by the first record that tells", () => {
    expect(recogniseFormat([{ errors: [] }, status, { id: "1", text: "" }])?.name).toBe("mastodon");
    expect(recogniseFormat([])).toBeUndefined();
  });
});

it("formats have names of their own, and refuse what is no record", () => {
  expect(new Set(FORMATS.map(({ name }) => name)).size).toBe(FORMATS.length);
  for (const { read } of FORMATS) expect(() => read(7)).toThrow(/xpected( an)? object/);
});
