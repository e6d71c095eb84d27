import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../../../test/fake-clock.js";
import { type FakeMastodonOptions, serveMastodon } from "../../../test/fake-mastodon.js";
import type { Post } from "../post.js";
import type { PostSink } from "../sink.js";
import { Client } from "./client.js";
import { type CollectOptions, collectPosts } from "./collector.js";
import { Journal } from "./journal.js";
import { MastodonSource } from "./mastodon.js";
import type { Source } from "./source.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "collect-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const journalPath = () => join(folder, "store.collect.json");

/** Keeps ids as the server has them: those added since the last commit, and those committed. */
class MemorySink implements PostSink {
  private added: string[] = [];
  readonly committed: string[] = [];
  commits = 0;

  async add(posts: readonly Post[]): Promise<void> {
    this.added.push(...posts.map(({ id }) => id.slice(id.indexOf("/") + 1)));
  }

  async commit(): Promise<void> {
    this.commits++;
    this.committed.push(...this.added.splice(0));
  }
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** A server of 100 posts, of which every tenth has a reply, and runs against it. */
async function setUp(options: Partial<FakeMastodonOptions> = {}) {
  const { ids = range(1, 100) } = options;
  const { answered = ids.filter((id) => id % 10 === 0) } = options;
  const server = await serveMastodon({ ...options, ids, answered });
  const clock = new FakeClock();
  const run = (sink: PostSink, more: CollectOptions = {}, server_ = server) => {
    const client = new Client({ server: server_.url, clock, tries: 2, signal: more.signal });
    const source = new MastodonSource(client, { public: true });
    return collectPosts(source, sink, new Journal(journalPath()), { clock, ...more });
  };
  return { ...server, ids, answered, clock, run, paths: () => server.requests.map((r) => r.path) };
}

const repliesTo = (ids: readonly number[]) => ids.map((id) => `${id}.5`);
const all = (ids: readonly number[], answered: readonly number[]) =>
  [...ids.map(String), ...repliesTo(answered)].sort();

describe("a collection", () => {
  it("has every post and every conversation once", async () => {
    const { run, ids, answered, paths } = await setUp();
    const sink = new MemorySink();
    const result = await run(sink);
    expect(result).toMatchObject({
      outcome: "complete",
      waiting: [],
      counts: { found: 100, conversations: 10, gone: 0, unreadable: 0 },
    });
    expect(sink.committed.sort()).toEqual(all(ids, answered));
    expect(new Set(paths()).size).toBe(paths().length);
    // Four pages and ten conversations are less than one commit takes.
    expect(sink.commits).toBe(1);
  });

  it("that is complete asks for nothing", async () => {
    const { run, requests } = await setUp();
    await run(new MemorySink());
    const asked = requests.length;
    expect(await run(new MemorySink())).toMatchObject({ outcome: "complete" });
    expect(requests).toHaveLength(asked);
  });

  it("ends at its limit, and goes on with a higher one", async () => {
    const { run, answered, paths } = await setUp();
    const sink = new MemorySink();
    expect((await run(sink, { limit: 25 })).counts.found).toBe(25);
    expect(sink.committed.sort()).toEqual(all(range(76, 100), [80, 90, 100]));
    expect((await run(sink, { limit: 70 })).counts.found).toBe(70);
    expect(sink.committed.sort()).toEqual(
      all(
        range(31, 100),
        answered.filter((id) => id > 30),
      ),
    );
    expect(new Set(paths()).size).toBe(paths().length);
  });

  it("goes back to a date, and further with an earlier one", async () => {
    const { run, requests } = await setUp();
    const sink = new MemorySink();
    // Post 70 is of 01:10; the page that reaches it ends with post 61.
    await run(sink, { since: "2024-01-01T01:10:00.000Z" });
    expect(sink.committed).toContain("61");
    expect(sink.committed).not.toContain("60");
    const asked = requests.length;
    await run(sink, { since: "2024-01-01T01:02:00.000Z" });
    expect(requests).toHaveLength(asked);
    await run(sink, { since: "2024-01-01T01:00:00.000Z" });
    expect(sink.committed).toContain("60");
  });

  it("counts deleted posts and leaves them out", async () => {
    const { run, answered } = await setUp({
      intercept: (path, response) => {
        if (!path.includes("/50/context")) return false;
        response.writeHead(404).end();
        return true;
      },
    });
    const sink = new MemorySink();
    const { outcome, counts } = await run(sink);
    expect({ outcome, ...counts }).toMatchObject({
      outcome: "complete",
      conversations: 9,
      gone: 1,
    });
    expect(sink.committed.filter((id) => id.endsWith(".5")).sort()).toEqual(
      repliesTo(answered.filter((id) => id !== 50)).sort(),
    );
  });

  it("keeps what it has when the server fails, and does not fail at the same post first again", async () => {
    let isBroken = true;
    const { run, ids, answered, paths, requests } = await setUp({
      intercept: (path, response) => {
        if (!isBroken || !path.includes("/100/context")) return false;
        response.writeHead(500).end();
        return true;
      },
    });
    const sink = new MemorySink();
    await expect(run(sink)).rejects.toThrow(
      /500\. Try again later\. The same command then goes on/,
    );
    expect(sink.committed.sort()).toEqual(all(range(61, 100), []));
    requests.length = 0;
    await expect(run(sink)).rejects.toThrow(/\/100\/context/);
    expect(
      paths()
        .slice(0, 3)
        .map((path) => path.split("/")[4]),
    ).toEqual(["90", "80", "70"]);
    isBroken = false;
    expect(await run(sink)).toMatchObject({ outcome: "complete" });
    expect(sink.committed.sort()).toEqual(all(ids, answered));
  });

  it("is kept per source", async () => {
    const [first, second] = [await setUp(), await setUp()];
    await first.run(new MemorySink(), { limit: 10 });
    await second.run(new MemorySink(), { limit: 20 });
    expect((await first.run(new MemorySink(), { limit: 30 })).counts.found).toBe(30);
    expect((await second.run(new MemorySink(), { limit: 20 })).counts.found).toBe(20);
    expect(Object.keys(JSON.parse(readFileSync(journalPath(), "utf8")).sources)).toHaveLength(2);
  });

  it("asks for the replies that a platform cut off", async () => {
    const asked: string[] = [];
    const source: Source = {
      name: "s",
      older: async () => ({
        found: [{ id: "1", createdAt: "2024-01-01T00:00:00Z", replies: 1 }],
        posts: [],
        unreadable: 0,
      }),
      conversation: async (id) => {
        asked.push(id);
        return { posts: [], unreadable: 1, cutAt: id === "1" ? ["1", "2", "3"] : ["3"] };
      },
    };
    const { counts } = await collectPosts(source, new MemorySink(), new Journal(journalPath()));
    expect(asked).toEqual(["1", "2", "3"]);
    expect(counts).toMatchObject({ conversations: 3, unreadable: 3 });
  });

  it("ends when a server gives the same cursor again", async () => {
    let pages = 0;
    const source: Source = {
      name: "s",
      older: async () => ({ found: [], posts: [], unreadable: ++pages && 0, next: "c" }),
      conversation: async () => ({ posts: [], unreadable: 0, cutAt: [] }),
    };
    await collectPosts(source, new MemorySink(), new Journal(journalPath()));
    expect(pages).toBe(2);
  });

  it("refuses a damaged journal", () => {
    writeFileSync(journalPath(), "{");
    expect(() => new Journal(journalPath())).toThrow(/not valid JSON .*Delete the file/);
  });
});

describe("an interrupted collection", () => {
  // Every post has a reply: 2 pages, the second one empty, and 30 conversations.
  const everything = { ids: range(1, 30), answered: range(1, 30) };

  it.each([1, 12, 25, 31])("goes on after Ctrl-C at answer %i", async (stopAt) => {
    const { run, ids, answered, paths } = await setUp(everything);
    const sink = new MemorySink();
    const controller = new AbortController();
    let answers = 0;
    const onProgress = () => {
      if (++answers === stopAt) controller.abort();
    };
    const stopped = await run(sink, { signal: controller.signal, onProgress });
    expect(stopped.outcome).toBe("stopped");
    expect(paths()).toHaveLength(stopAt);
    expect(await run(sink)).toMatchObject({ outcome: "complete" });
    expect(sink.committed.sort()).toEqual(all(ids, answered));
    expect(new Set(paths()).size).toBe(paths().length);
  });

  it.each([1, 2])("goes on when the sink fails at commit %i", async (failAt) => {
    const { run, ids, answered, paths } = await setUp(everything);
    const disk = new MemorySink();
    const failing: PostSink = {
      add: (posts) => disk.add(posts),
      commit: async () => {
        if (disk.commits === failAt - 1) throw new Error("disk full");
        await disk.commit();
      },
    };
    await expect(run(failing)).rejects.toThrow("disk full");
    const committed = [...disk.committed];
    const before = paths();
    // A new process: what was not committed is lost.
    const sink = new MemorySink();
    expect(await run(sink)).toMatchObject({ outcome: "complete" });
    expect(new Set([...committed, ...sink.committed])).toEqual(new Set(all(ids, answered)));
    const repeated = paths()
      .slice(before.length)
      .filter((path) => before.includes(path));
    expect(repeated).toEqual(before.slice(20 * (failAt - 1)));
    expect(committed.filter((id) => sink.committed.includes(id))).toEqual([]);
  });

  it("has lost nothing when it was killed before it could write its journal", async () => {
    const { run, ids, answered } = await setUp(everything);
    const sink = new MemorySink();
    const journal = new Journal(journalPath());
    const save = journal.save.bind(journal);
    let saves = 0;
    journal.save = (...args) => {
      if (++saves === 2) throw new Error("killed");
      save(...args);
    };
    const { url } = await serveMastodon(everything);
    const source = (server: URL) =>
      new MastodonSource(new Client({ server, clock: new FakeClock() }), { public: true });
    await expect(collectPosts(source(url), sink, journal)).rejects.toThrow("killed");
    await collectPosts(source(url), sink, new Journal(journalPath()));
    expect(new Set(sink.committed)).toEqual(new Set(all(ids, answered)));
    expect(await run(new MemorySink())).toMatchObject({ outcome: "complete" });
  });
});

describe("a collection that follows", () => {
  it("finds new posts without gaps, and their replies a day later", async () => {
    const ids = range(1, 5);
    const { run, clock, paths } = await setUp({ ids, answered: [50] });
    const sink = new MemorySink();
    const controller = new AbortController();
    const start = clock.now();
    const sleep = clock.sleep.bind(clock);
    clock.sleep = async (milliseconds, signal) => {
      // Before the second look there are more new posts than fit a page.
      if (clock.sleeps.length === 0) ids.push(...range(6, 60));
      if (clock.sleeps.length === 3) controller.abort();
      await sleep(milliseconds, signal);
    };
    const result = await run(sink, { follow: true, signal: controller.signal });
    expect(result.outcome).toBe("stopped");
    expect(result.counts.found).toBe(60);
    expect(clock.now() - start).toBe(3 * 60_000);
    // Written in January and looked at in May, the posts are old enough.
    expect(sink.committed.sort()).toEqual(all(range(1, 60), [50]));
    expect(paths().filter((path) => path.includes("min_id=45"))).toHaveLength(1);
  });

  it("leaves the replies to new posts to a later run", async () => {
    const ids = range(1, 5);
    const { run, clock, paths } = await setUp({ ids, answered: [7] });
    const clockOf2024 = new FakeClock(Date.UTC(2024, 0, 1, 0, 10));
    Object.assign(clock, { time: clockOf2024.now() });
    const sink = new MemorySink();
    const controller = new AbortController();
    const sleep = clock.sleep.bind(clock);
    clock.sleep = async (milliseconds, signal) => {
      if (clock.sleeps.length === 0) ids.push(6, 7);
      if (clock.sleeps.length === 2) controller.abort();
      await sleep(milliseconds, signal);
    };
    const result = await run(sink, { follow: true, signal: controller.signal });
    expect(result.waiting).toEqual([
      { id: "7", due: "2024-01-02T00:07:00.000Z" },
      { id: "6", due: "2024-01-02T00:06:00.000Z" },
    ]);
    expect(paths().filter((path) => path.endsWith("/context"))).toEqual([]);
    expect(await run(sink)).toMatchObject({ outcome: "complete", waiting: [] });
    expect(sink.committed.sort()).toEqual(all(range(1, 7), [7]));
  });
});
