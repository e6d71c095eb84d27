import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../../../test/fake-clock.js";
import { json, serve } from "../../../test/local-server.js";
import { hasShared, sharedPath } from "../../../test/shared.js";
import { type BlueskyQuery, BlueskySource } from "./bluesky.js";
import { Client } from "./client.js";

const sourceAt = (server: URL, query: BlueskyQuery = { account: "a.example" }) =>
  new BlueskySource(new Client({ server, clock: new FakeClock() }), query);

const uri = (key: string) => `at://did:plc:a/app.bsky.feed.post/${key}`;

/** A post view. */
const view = (key: string, replyCount = 0) => ({
  uri: uri(key),
  indexedAt: "2024-01-01T00:00:00Z",
  record: { $type: "app.bsky.feed.post", text: `post ${key}`, createdAt: "2024-01-01T00:00:00Z" },
  replyCount,
});

describe("a timeline of Bluesky", () => {
  it.each<[BlueskyQuery, string, string]>([
    [{ hashtag: "cats" }, "hashtag cats", "searchPosts?q=%23cats&sort=latest&limit=7"],
    [{ account: "a.example" }, "account a.example", "getAuthorFeed?actor=a.example&limit=7"],
    [
      { feed: "at://did:plc:a/app.bsky.feed.generator/hot" },
      "feed at://did:plc:a/app.bsky.feed.generator/hot",
      "getFeed?feed=at%3A%2F%2Fdid%3Aplc%3Aa%2Fapp.bsky.feed.generator%2Fhot&limit=7",
    ],
  ])("is asked for: %j", async (query, name, path) => {
    const { url, requests } = await serve((_, response) => json(response, { feed: [] }));
    const source = sourceAt(url, query);
    expect(source.name).toBe(`bluesky ${url.origin} ${name}`);
    const page = await source.older(undefined, 7);
    expect(page).toEqual({ found: [], posts: [], unreadable: 0, next: undefined });
    expect(requests.map((each) => each.path)).toEqual([`/xrpc/app.bsky.feed.${path}`]);
  });

  it("goes on with the cursor, and asks for no more than a server gives", async () => {
    const { url, requests } = await serve((_, response) =>
      json(response, { posts: [view("1", 2)], cursor: "c" }),
    );
    const page = await sourceAt(url).older("b", Number.POSITIVE_INFINITY);
    expect(page).toMatchObject({
      found: [{ id: uri("1"), createdAt: "2024-01-01T00:00:00Z", replies: 2 }],
      posts: [{ id: uri("1"), text: "post 1" }],
      next: "c",
    });
    expect(requests[0].path).toMatch(/cursor=b&limit=100$/);
  });

  it("leaves out reposts and what it cannot read", async () => {
    const feed = [{ post: view("1"), reason: { by: {} } }, { post: view("2") }, { post: {} }];
    const { url } = await serve((_, response) => json(response, { feed }));
    const { found, posts, unreadable } = await sourceAt(url).older(undefined, 9);
    expect([found, posts].map((list) => list.map(({ id }) => id))).toEqual([
      [uri("2")],
      [uri("2")],
    ]);
    expect(unreadable).toBe(1);
  });

  it("is not what another server answers", async () => {
    const { url } = await serve((_, response) => json(response, []));
    await expect(sourceAt(url).older(undefined, 10)).rejects.toThrow(
      "/xrpc/app.bsky.feed.getAuthorFeed: not an answer of Bluesky.",
    );
  });
});

describe("a thread of Bluesky", () => {
  it("gives what is above and below, and where it was cut", async () => {
    const thread = {
      // The post itself and those above it have replies that are not in the thread.
      post: view("root", 3),
      parent: { post: view("above", 5), parent: { uri: uri("gone"), notFound: true } },
      replies: [
        { post: view("1", 1), replies: [{ post: view("1.1", 4) }] },
        { post: view("2", 2), replies: [] },
        { uri: uri("blocked"), blocked: true },
        { post: { uri: uri("odd") } },
        { post: view("3") },
      ],
    };
    const { url, requests } = await serve((_, response) => json(response, { thread }));
    const { posts, cutAt, unreadable } = await sourceAt(url).conversation(uri("root"));
    expect(posts.map(({ text }) => text)).toEqual(
      ["root", "above", "1", "1.1", "2", "3"].map((key) => `post ${key}`),
    );
    expect(cutAt).toEqual([uri("1.1"), uri("2")]);
    expect(unreadable).toBe(1);
    expect(requests[0].path).toMatch(/getPostThread\?uri=at%3A%2F%2F.*&depth=1000$/);
  });
});

describe.skipIf(!hasShared("data/bluesky"))("recorded answers of Bluesky (needs ../shared)", () => {
  const recorded = (name: string) =>
    JSON.parse(readFileSync(sharedPath(`data/bluesky/${name}.json`), "utf8"));

  it.each<[BlueskyQuery, string]>([
    [{ account: "a" }, "getAuthorFeed"],
    [{ feed: "at://a" }, "getFeed"],
    [{ hashtag: "a" }, "searchPosts"],
  ])("%j: %s is read whole", async (query, name) => {
    const body = recorded(name);
    const { url } = await serve((_, response) => json(response, body));
    const { found, posts, unreadable, next } = await sourceAt(url, query).older(undefined, 100);
    const items = body.posts ?? body.feed.filter((item: object) => !("reason" in item));
    expect(items.length).toBeGreaterThan(0);
    expect(found).toHaveLength(items.length);
    expect(posts.map(({ id }) => id)).toEqual(found.map(({ id }) => id));
    expect({ unreadable, next }).toEqual({ unreadable: 0, next: body.cursor });
  });

  it("a thread of 54 posts above and 4 replies", async () => {
    const body = recorded("getPostThread");
    const { url } = await serve((_, response) => json(response, body));
    const { posts, unreadable } = await sourceAt(url).conversation("at://a");
    // The last of the 54 parents is blocked.
    expect(posts).toHaveLength(1 + 53 + 4);
    expect(unreadable).toBe(0);
  });
});
