import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importFiles } from "../src/corpus/import.js";
import { Store } from "../src/corpus/store.js";
import { IS_BUILT, startBuilt } from "./built-program.js";

/** More posts than wait for a commit, so that a part of them is committed before the end. */
const POSTS = 210_000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "built-import-"));
  path = join(folder, "c.duckdb");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Imports standard input in a process of its own. */
const startImport = () => startBuilt(["import", "-", "--store", path, "--json"]);

/**
 * Replies to earlier posts; one in ten comes twice, the same both times: which of two that differ is
 * kept depends on whether a commit falls between them.
 */
function makePosts(): string {
  return Array.from({ length: POSTS }, (_, i) => {
    const id = i % 10 === 9 ? i - 5 : i;
    const parent = id % 4 === 0 ? {} : { inReplyTo: String(id >> 1) };
    return `${JSON.stringify({ id: String(id), text: `text of ${id}`, ...parent })}\n`;
  }).join("");
}

async function withStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await Store.open(file);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** How many posts a store holds, and a number that tells their content. */
const content = (store: Store) =>
  store.rowsOf("SELECT count(*) AS posts, bit_xor(hash(posts))::VARCHAR AS sum FROM posts");

/** Bytes of the store and of what DuckDB has not moved into it yet. */
function storedBytes(): number {
  return [path, `${path}.wal`].reduce((sum, file) => {
    return sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}

/** Waits until the store has grown and no longer grows. */
async function untilCommitted(before: number): Promise<void> {
  for (let last = before, bytes = before; bytes === before || bytes !== last; ) {
    await setTimeout(500);
    last = bytes;
    bytes = storedBytes();
  }
}

describe.skipIf(!IS_BUILT)("the built program imports (needs npm run build)", () => {
  it("standard input", async () => {
    const { child, ended } = startImport();
    child.stdin.end('{"id":"1","text":"one"}\n{"id":"2","text":"two"}');
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([expect.objectContaining({ source: "-", added: 2 })]);
  });

  it("what is missing after it was killed, to the same store as without", async () => {
    const posts = makePosts();
    const file = join(folder, "posts.jsonl");
    writeFileSync(file, posts);
    await withStore(path, async () => {});
    const before = storedBytes();
    const { child, ended } = startImport();
    // The process may die while it is being written to.
    child.stdin.on("error", () => {});
    child.stdin.write(posts);
    await untilCommitted(before);
    child.kill("SIGKILL");
    await ended;

    const options = { rejected: join(folder, "rejected.jsonl") };
    const [whole] = await withStore(":memory:", async (store) => {
      await importFiles(store, [file], options);
      return content(store);
    });
    await withStore(path, async (store) => {
      const [kept] = await content(store);
      expect(kept.posts).toBeGreaterThan(0);
      expect(kept.posts).toBeLessThan(whole.posts as number);
      const [result] = await importFiles(store, [file], options);
      expect(result.added).toBe((whole.posts as number) - (kept.posts as number));
      expect(await content(store)).toEqual([whole]);
    });
  });
});
