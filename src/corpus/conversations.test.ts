import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { readThreads, recoverConversations } from "./conversations.js";
import { importFiles } from "./import.js";
import type { Post } from "./post.js";
import { Store } from "./store.js";

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "threads-"));
  store = await Store.open(join(folder, "corpus.duckdb"));
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

/** A post of the minute with the number of its id. */
function post(id: number, inReplyTo?: number, others: Partial<Post> = {}): Post {
  return {
    id: String(id),
    text: `text ${id}`,
    createdAt: new Date(Date.UTC(2024, 0, 1, 0, id)).toISOString(),
    source: "twitter",
    ...(inReplyTo !== undefined && { inReplyTo: String(inReplyTo) }),
    ...others,
  };
}

/** Recovers the threads of some posts: the ids of the replies by that of the root. */
async function threadsOf(posts: readonly Post[]) {
  await store.add(posts);
  await store.commit();
  const counts = await recoverConversations(store);
  return { counts, threads: await readAll() };
}

async function readAll(): Promise<Record<string, string[]>> {
  const threads: Record<string, string[]> = {};
  for await (const { post, replies } of readThreads(store)) {
    threads[post.id] = replies.map(({ id }) => id);
  }
  return threads;
}

describe("recoverConversations", () => {
  it("follows answers to their root, through any branch", async () => {
    const { threads, counts } = await threadsOf([
      post(5, 2),
      post(1),
      post(2, 1),
      post(3),
      post(4, 1),
      post(6, 5),
    ]);
    expect(threads).toEqual({ 1: ["2", "4", "5", "6"], 3: [] });
    expect(counts).toEqual({ posts: 6, roots: 2, replies: 4, reposts: 0, orphans: 0, circular: 0 });
  });

  it("counts replies above which a post is missing, and those below them", async () => {
    const { threads, counts } = await threadsOf([post(1), post(3, 2), post(4, 3), post(5, 4)]);
    expect(threads).toEqual({ 1: [] });
    expect(counts).toMatchObject({ roots: 1, replies: 0, orphans: 3 });
  });

  it("counts posts that answer each other in a circle, and those below them", async () => {
    const { threads, counts } = await threadsOf([
      post(1, 3),
      post(2, 1),
      post(3, 2),
      post(4, 2),
      post(5, 5),
      post(6),
      post(7, 6),
    ]);
    expect(threads).toEqual({ 6: ["7"] });
    expect(counts).toMatchObject({ roots: 1, replies: 1, circular: 5, orphans: 0 });
  });

  it("leaves reposts out, and takes an answer to one as an answer to what it repeats", async () => {
    const { threads, counts } = await threadsOf([
      post(1),
      post(2, undefined, { repostOf: "1" }),
      post(3, 2),
      post(4, 1, { repostOf: "3" }),
    ]);
    expect(threads).toEqual({ 1: ["3"] });
    expect(counts).toMatchObject({ roots: 1, replies: 1, reposts: 2 });
  });

  it("keeps platforms apart", async () => {
    const { threads, counts } = await threadsOf([post(1), post(2, 1, { source: "mastodon" })]);
    expect(threads).toEqual({ 1: [] });
    expect(counts).toMatchObject({ orphans: 1 });
  });

  it("follows a chain of 10,000 answers", async () => {
    const chain = Array.from({ length: 10_001 }, (_, i) => post(i, i > 0 ? i - 1 : undefined));
    const { threads } = await threadsOf(chain.reverse());
    expect(Object.keys(threads)).toEqual(["0"]);
    expect(threads[0]).toHaveLength(10_000);
    expect(threads[0]?.slice(0, 3)).toEqual(["1", "2", "3"]);
  });

  it("orders replies without dates by id, shorter ids first, behind those with dates", async () => {
    const undated = (id: number) => {
      const { createdAt: _, ...rest } = post(id, 1);
      return rest;
    };
    const { threads } = await threadsOf([post(1), undated(100), undated(99), post(200, 1)]);
    expect(threads).toEqual({ 1: ["200", "99", "100"] });
  });

  it("reads the earliest threads alone where a limit is set", async () => {
    await threadsOf([post(4), post(3), post(5, 3), post(2), post(6, 4), post(7, 2)]);
    const read: string[][] = [];
    for await (const { post, replies } of readThreads(store, 2)) {
      read.push([post, ...replies].map(({ id }) => id));
    }
    expect(read).toEqual([
      ["2", "7"],
      ["3", "5"],
    ]);
  });

  it("reads more threads than are sorted at once, each once and in order", async () => {
    const count = 100_500;
    await store.connection.run(`
      INSERT INTO posts (source, id, text, created_at)
      SELECT 'twitter', range::VARCHAR, '', ${count} - range FROM range(${count})`);
    await recoverConversations(store);
    let next = count;
    for await (const { post, replies } of readThreads(store)) {
      if (post.id !== String(--next) || replies.length > 0) break;
    }
    expect(next).toBe(0);
  });

  it("extends a conversation with what is imported later", async () => {
    await threadsOf([post(1), post(3, 2)]);
    expect((await threadsOf([post(2, 1)])).threads).toEqual({ 1: ["2", "3"] });
  });

  it("does not depend on the order of the posts", async () => {
    const posts = Array.from({ length: 40 }, (_, i) =>
      post(i, i % 7 === 0 ? undefined : (i * 13) % 50),
    );
    const { threads: expected } = await threadsOf(posts);
    const orders = fc.shuffledSubarray(posts, { minLength: posts.length });
    await fc.assert(
      fc.asyncProperty(orders, async (shuffled) => {
        const other = await Store.open(":memory:");
        await other.add(shuffled);
        await other.commit();
        await recoverConversations(other);
        const threads: Record<string, string[]> = {};
        for await (const { post, replies } of readThreads(other)) {
          threads[post.id] = replies.map(({ id }) => id);
        }
        other.close();
        expect(threads).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it.skipIf(!hasShared())("finds the known threads of real tweets (needs ../shared)", async () => {
    const data = sharedPath("data/twitter-v1");
    const counts = JSON.parse(readFileSync(join(data, "counts.json"), "utf8"));
    const expected: Record<string, string[]> = JSON.parse(
      readFileSync(join(data, "threads.json"), "utf8"),
    );
    const files = Object.keys(counts.files).map((name) => join(data, name));
    await importFiles(store, files, { rejected: join(folder, "rejected.jsonl") });
    await recoverConversations(store);
    const threads = await readAll();
    const unreachable = new Set(
      Object.values<string[]>(counts.replies_not_reachable_by_reply_chain).flat(),
    );
    for (const [root, replies] of Object.entries(expected)) {
      expect(threads[root]).toEqual(replies.filter((id) => !unreachable.has(id)));
    }
  });
});
