import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IS_BUILT } from "./built-program.js";

/** Enough for threads to start, and to be ready long before the end. */
const BYTES = 20 << 20;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "built-threads-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Built modules: threads need them. */
async function built() {
  const load = (file: string) =>
    import(new URL(`../dist/src/corpus/${file}`, import.meta.url).href);
  const { importFiles } = (await load("import.js")) as typeof import("../src/corpus/import.js");
  const { Store } = (await load("store.js")) as typeof import("../src/corpus/store.js");
  return { importFiles, Store };
}

/** Posts in lines, with a broken line now and then; some posts come twice. */
function makeLines(): Buffer[] {
  const lines: Buffer[] = [];
  for (let i = 0, bytes = 0; bytes < BYTES; i++) {
    const id = i % 10 === 9 ? i - 5 : i;
    const text = `text of ${id}\t\\ äöü 🎾\n${"word ".repeat(id % 50)}`;
    const parent = id % 4 === 0 ? {} : { inReplyTo: String(id >> 1) };
    const createdAt = new Date(id * 1000 + (id % 5000 === 0 ? 1e14 : 0)).toISOString();
    lines.push(Buffer.from(JSON.stringify({ id: String(id), text, createdAt, ...parent })));
    if (i % 7001 === 7000) lines.push(Buffer.from("no json"), Buffer.from('{"id": "1"}'));
    if (i % 9001 === 9000) lines.push(Buffer.from("{\xff}", "latin1"), Buffer.alloc(0));
    bytes += lines.at(-1)?.length as number;
  }
  const long = Buffer.alloc(17 << 20, "x");
  lines.splice(lines.length >> 1, 0, long);
  lines.push(Buffer.from('{"id": "cut", "te'));
  return lines;
}

/** Lines in a file, the last one without an end. */
function joinLines(lines: readonly Buffer[], end: string): Buffer {
  const ending = Buffer.from(end);
  return Buffer.concat(lines.flatMap((line, i) => (i === 0 ? [line] : [ending, line])));
}
/** What importing a file with so many threads comes to: counts, rejected records, and the posts. */
async function outcome(path: string, threads: number) {
  const { importFiles, Store } = await built();
  const rejected = join(folder, `rejected-${threads}.jsonl`);
  const store = await Store.open(":memory:");
  try {
    const results = await importFiles(store, [path], { rejected, threads });
    const posts = await store.rowsOf(
      "SELECT count(*) AS count, bit_xor(hash(posts))::VARCHAR AS sum FROM posts",
    );
    return { results, posts, rejected: readFileSync(rejected, "utf8").split("\n") };
  } finally {
    store.close();
  }
}

describe.skipIf(!IS_BUILT)("threads that read JSON lines (needs npm run build)", () => {
  it.each<[string, string, (bytes: Buffer) => Buffer]>([
    ["LF", "\n", (bytes) => bytes],
    ["CR LF", "\r\n", (bytes) => bytes],
    ["LF, packed", "\n", (bytes) => gzipSync(bytes, { level: 1 })],
  ])("come to what one thread does: lines that end in %s", async (_, end, pack) => {
    const path = join(folder, "posts.jsonl");
    writeFileSync(path, pack(joinLines(makeLines(), end)));
    const alone = await outcome(path, 0);
    expect(alone.rejected.length).toBeGreaterThan(10);
    expect(alone.results).toEqual([expect.objectContaining({ future: expect.any(Number) })]);
    expect(alone.results[0]?.future).toBeGreaterThan(0);
    expect(alone.results[0]?.duplicates).toBeGreaterThan(0);
    expect(await outcome(path, 3)).toEqual(alone);
  });

  it("name the first record that cannot be read", async () => {
    const lines = makeLines();
    const path = join(folder, "posts.jsonl");
    writeFileSync(path, joinLines(lines, "\n"));
    const first = lines.findIndex((line) => line.equals(Buffer.from("no json"))) + 1;
    const { importFiles, Store } = await built();
    const store = await Store.open(":memory:");
    const options = { rejected: join(folder, "rejected.jsonl"), strict: true, threads: 3 };
    await expect(importFiles(store, [path], options)).rejects.toThrow(
      `${path}:${first}: not valid`,
    );
    store.close();
  });
});
