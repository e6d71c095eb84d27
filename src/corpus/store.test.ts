import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Post } from "./post.js";
import { MAX_LINE_BYTES } from "./records/blocks.js";
import { Store } from "./store.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  path = join(folder, "corpus.duckdb");
});
afterEach(() => rmSync(folder, { recursive: true }));

const post = (id: string, others: Partial<Post> = {}): Post => ({
  id,
  text: `text ${id}`,
  source: "twitter",
  ...others,
});

describe("Store", () => {
  it("keeps every field of a post", async () => {
    const full = post("1", {
      author: "ann",
      createdAt: "2024-01-31T12:34:56.000Z",
      inReplyTo: "0",
      repostOf: "2",
      language: "en",
      tags: ["one", "two"],
    });
    const store = await Store.open(path);
    await store.add([full]);
    await store.commit();
    store.close();
    const again = await Store.open(path, { mustExist: true });
    expect(await again.rowsOf("FROM posts")).toEqual([
      {
        source: "twitter",
        id: "1",
        author: "ann",
        text: "text 1",
        created_at: Date.UTC(2024, 0, 31, 12, 34, 56),
        in_reply_to: "0",
        repost_of: "2",
        language: "en",
        tags: "one two",
      },
    ]);
    again.close();
  });

  it("adds a post of a platform once, and of copies that come together the one that says most", async () => {
    const store = await Store.open(path);
    await store.add([post("1"), post("1", { inReplyTo: "0" }), post("1", { source: "weibo" })]);
    expect(await store.commit()).toEqual({ added: 2, duplicates: 1 });
    await store.add([post("1", { text: "other" }), post("2")]);
    expect(await store.commit()).toEqual({ added: 1, duplicates: 1 });
    const rows = await store.rowsOf(
      "SELECT in_reply_to FROM posts WHERE source = 'twitter' AND id = '1'",
    );
    expect(rows).toEqual([{ in_reply_to: "0" }]);
    store.close();
  });

  it("keeps every character", async () => {
    const store = await Store.open(path);
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom("\\", "\t", "\n", "\r", "\0", '"', "'", ",", "n", "t", "b"),
      }),
    );
    const posts = fc.sample(fc.tuple(text, text), { numRuns: 3000, seed: 1 });
    await store.add(posts.map(([text, author], i) => post(String(i), { text, author })));
    await store.commit();
    const rows = await store.rowsOf("SELECT text, author FROM posts ORDER BY id::INTEGER");
    expect(rows).toEqual(posts.map(([text, author]) => ({ text, author: author || null })));
    await store.add([post("long", { text: "\n".repeat(MAX_LINE_BYTES) })]);
    expect(await store.commit()).toEqual({ added: 1, duplicates: 0 });
    store.close();
  });

  it("holds nothing of what was not committed", async () => {
    const store = await Store.open(path);
    await store.add([post("1")]);
    await store.commit();
    await store.add([post("2")]);
    store.close();
    const again = await Store.open(path);
    expect(await again.rowsOf("SELECT id FROM posts")).toEqual([{ id: "1" }]);
    again.close();
  });

  it("takes more posts than it keeps waiting", async () => {
    const store = await Store.open(":memory:");
    const posts = Array.from({ length: 250_000 }, (_, i) => post(String(i)));
    await store.add(posts);
    expect(await store.commit()).toEqual({ added: 250_000, duplicates: 0 });
    store.close();
  });
});

describe("Store.open refuses", () => {
  it("a store that is missing where it must exist", async () => {
    await expect(Store.open(path, { mustExist: true })).rejects.toThrow(
      /no such store\. Make one with: threadtag import/,
    );
  });

  it("a file that is no store", async () => {
    writeFileSync(path, "a text that is no database at all\n".repeat(500));
    await expect(Store.open(path)).rejects.toThrow(/is not a store, or is damaged/);
  });

  it("a store of a later version", async () => {
    const store = await Store.open(path);
    await store.connection.run("UPDATE threadtag SET version = 99");
    store.close();
    await expect(Store.open(path)).rejects.toThrow(/later version.*version 99.*Update threadtag/);
  });

  it("a store that another process uses", async () => {
    (await Store.open(path)).close();
    const hold = `
      import { DuckDBInstance } from "@duckdb/node-api";
      const instance = await DuckDBInstance.create(${JSON.stringify(path)});
      process.stdout.write("open");
      setInterval(() => instance, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", hold], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      await once(child.stdout, "data");
      await expect(Store.open(path)).rejects.toThrow(/is in use by another process/);
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    (await Store.open(path)).close();
  });
});
