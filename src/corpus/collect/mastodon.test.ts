import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../../../test/fake-clock.js";
import { mastodonStatus, serveMastodon } from "../../../test/fake-mastodon.js";
import { json, serve } from "../../../test/local-server.js";
import { hasShared, sharedPath } from "../../../test/shared.js";
import { Client } from "./client.js";
import { type MastodonQuery, MastodonSource } from "./mastodon.js";

const sourceAt = (server: URL, query: MastodonQuery = { public: true }) =>
  new MastodonSource(new Client({ server, clock: new FakeClock() }), query);

/** The numbers of posts, with or without the name of the server in front. */
const idsOf = (posts: readonly { id: string }[]) =>
  posts.map(({ id }) => Number(id.replace(/^.*\//, "")));

describe("a timeline of Mastodon", () => {
  it.each<[MastodonQuery, string, string[]]>([
    [{ public: true }, "public", ["/api/v1/timelines/public?limit=5"]],
    [{ hashtag: "a/b" }, "hashtag a/b", ["/api/v1/timelines/tag/a%2Fb?limit=5"]],
    [
      { account: "a@b.example" },
      "account a@b.example",
      [
        "/api/v1/accounts/lookup?acct=a%40b.example",
        "/api/v1/accounts/77/statuses?limit=5&exclude_reblogs=true",
      ],
    ],
  ])("is asked for: %j", async (query, name, paths) => {
    const { url, requests } = await serveMastodon({ ids: [1] });
    const source = sourceAt(url, query);
    await source.older(undefined, 5);
    expect(source.name).toBe(`mastodon ${url.origin} ${name}`);
    expect(requests.map(({ path }) => path)).toEqual(paths);
  });

  it.each([true, false])("is paged through to its end (Link headers: %s)", async (links) => {
    const ids = Array.from({ length: 90 }, (_, i) => i + 1);
    const { url, requests } = await serveMastodon({ ids, links });
    const source = sourceAt(url);
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await source.older(cursor, 1000);
      found.push(...idsOf(page.found));
      expect(idsOf(page.posts)).toEqual(idsOf(page.found));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(found).toEqual(ids.reverse());
    expect(requests.map(({ path }) => path.split("?")[1])).toEqual([
      "limit=40",
      "max_id=51&limit=40",
      "max_id=11&limit=40",
      "max_id=1&limit=40",
    ]);
  });

  it("gives posts ids that no other server's posts have", async () => {
    const { url } = await serveMastodon({ ids: [1], answered: [1] });
    const { found, posts } = await sourceAt(url).older(undefined, 1);
    expect([found[0].id, posts[0].id]).toEqual(["1", `${url.host}/1`]);
    expect((await sourceAt(url).conversation("1")).posts).toMatchObject([
      { id: `${url.host}/1.5`, inReplyTo: `${url.host}/1` },
    ]);
  });

  it("is followed without gaps", async () => {
    const ids = Array.from({ length: 100 }, (_, i) => i + 1);
    const source = sourceAt((await serveMastodon({ ids })).url);
    const first = await source.newer("10");
    expect(idsOf(first.found)).toEqual(Array.from({ length: 40 }, (_, i) => 50 - i));
    expect(first.newest).toBe("50");
    expect((await source.newer("100")).newest).toBeUndefined();
  });

  it("leaves out records that it cannot read", async () => {
    const records = [mastodonStatus(2, { replies_count: null }), { id: "1" }, null];
    const { url } = await serve((_, response) => json(response, records));
    const page = await sourceAt(url).older(undefined, 10);
    expect(page).toMatchObject({ found: [{ id: "2", replies: 0 }], unreadable: 2 });
    expect(idsOf(page.posts)).toEqual([2]);
  });

  it("is not what another server answers", async () => {
    const { url } = await serve((_, response) => json(response, { posts: [] }));
    await expect(sourceAt(url).older(undefined, 10)).rejects.toThrow(
      "/api/v1/timelines/public: not an answer of Mastodon. Check the address of the server.",
    );
  });
});

describe.skipIf(!hasShared("data/mastodon"))(
  "recorded answers of Mastodon (needs ../shared)",
  () => {
    const recorded = (name: string) =>
      JSON.parse(readFileSync(sharedPath(`data/mastodon/${name}.json`), "utf8"));

    it.each(["timeline-public-local", "timeline-tag-hoot", "timeline-tag-page1"])(
      "%s is read whole",
      async (name) => {
        const body = recorded(name);
        const { url } = await serve((_, response) => json(response, body));
        const { found, posts, unreadable, next } = await sourceAt(url).older(undefined, 40);
        expect(found.map(({ id }) => id)).toEqual(body.map(({ id }: { id: string }) => id));
        const ids = found.map(({ id }) => `${url.host}/${id}`);
        expect(new Set(posts.map(({ id }) => id))).toEqual(new Set(ids));
        expect({ unreadable, next }).toEqual({ unreadable: 0, next: body.at(-1).id });
      },
    );

    it("a context gives the posts above and below, where they are for all to read", async () => {
      const text = JSON.stringify(recorded("context"));
      const hidden = await serve((_, response) => json(response, JSON.parse(text)));
      expect((await sourceAt(hidden.url).conversation("1")).posts).toEqual([]);
      const body = JSON.parse(text.replaceAll('"visibility":"private"', '"visibility":"public"'));
      const { url, requests } = await serve((_, response) => json(response, body));
      const { posts, cutAt } = await sourceAt(url).conversation("110446983926957470");
      const ids = [...body.ancestors, ...body.descendants].map(({ id }) => `${url.host}/${id}`);
      expect(posts.map(({ id }) => id)).toEqual(ids);
      expect(cutAt).toEqual([]);
      expect(requests[0].path).toBe("/api/v1/statuses/110446983926957470/context");
    });
  },
);
