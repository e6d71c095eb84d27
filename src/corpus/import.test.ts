import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { importFiles } from "./import.js";
import { MAX_LINE_BYTES } from "./records/blocks.js";
import { Store } from "./store.js";

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "import-"));
  store = await Store.open(":memory:");
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const line = (id: number, others: object = {}) =>
  JSON.stringify({ id: String(id), text: `text ${id}`, source: "twitter", ...others });

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const rejectedPath = () => join(folder, "rejected.jsonl");
const importAll = (paths: string[], strict = false) =>
  importFiles(store, paths, { rejected: rejectedPath(), strict });

/** The rejected records, as listed. */
function rejected(): { file: string; line: number; reason: string }[] {
  if (!existsSync(rejectedPath())) return [];
  const lines = readFileSync(rejectedPath(), "utf8").trimEnd().split("\n");
  return lines.map((each) => JSON.parse(each));
}

async function ids(): Promise<unknown[]> {
  const rows = await store.rowsOf("SELECT id FROM posts ORDER BY length(id), id");
  return rows.map(({ id }) => id);
}

describe("importFiles reads", () => {
  it.each<[string, (text: string) => string | Uint8Array]>([
    ["lines", (text) => text],
    ["lines without an end", (text) => text.trimEnd()],
    ["lines that end in CR LF", (text) => text.replaceAll("\n", "\r\n")],
    ["a byte order mark", (text) => `\uFEFF${text}`],
    ["UTF-16 with a byte order mark", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["gzip", (text) => gzipSync(text)],
    ["a list over many lines", (text) => `[\n${text.trimEnd().replaceAll("\n", ",\n")}\n]\n`],
    ["blank lines", (text) => `\n\n${text.replaceAll("\n", "\n\n")}`],
  ])("%s", async (_, encode) => {
    const path = write("posts.jsonl", encode(`${line(1)}\n${line(2, { text: "héllo 🎾" })}\n`));
    const [result] = await importAll([path]);
    expect(result).toMatchObject({ format: "jsonl", records: 2, posts: 2, added: 2, rejected: 0 });
    expect(await ids()).toEqual(["1", "2"]);
    const [row] = await store.rowsOf("SELECT text FROM posts WHERE id = '2'");
    expect(row?.text).toBe("héllo 🎾");
  });

  it("the same file twice, and adds nothing", async () => {
    const path = write("posts.jsonl", `${line(1)}\n${line(2)}\n`);
    await importAll([path]);
    const [again] = await importAll([path]);
    expect(again).toMatchObject({ posts: 2, added: 0, duplicates: 2 });
    expect(await ids()).toEqual(["1", "2"]);
  });

  it("an empty file", async () => {
    const [result] = await importAll([write("posts.jsonl", "")]);
    expect(result).toMatchObject({ records: 0, posts: 0, added: 0 });
  });

  it("dates in the future, sets them aside and counts them", async () => {
    const far = new Date(Date.now() + 3 * 24 * 60 * 60 * 1000).toISOString();
    const [result] = await importAll([write("posts.jsonl", line(1, { createdAt: far }))]);
    expect(result).toMatchObject({ added: 1, future: 1 });
    const [row] = await store.rowsOf("SELECT created_at FROM posts");
    expect(row?.created_at).toBeNull();
  });
});

describe("importFiles skips, counts and lists", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["a line that is no JSON", "no json", /not valid JSON/],
    ["a line that ends in its middle", line(9).slice(0, -8), /ends in the middle/],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), /not valid UTF-8/],
    ["a missing field", JSON.stringify({ id: "9" }), /text/],
    ["a wrong type", line(9, { text: 5 }), /text/],
    ["an id that no number can hold", '{"id":9007199254740993,"text":"x"}', /string/],
    ["a date that is none", line(9, { createdAt: "yesterday" }), /createdAt/],
  ])("%s", async (_, bad, reason) => {
    const bytes = Buffer.concat([
      Buffer.from(`${line(1)}\n`),
      Buffer.from(bad),
      Buffer.from(`\n${line(2)}\n`),
    ]);
    const path = write("posts.jsonl", bytes);
    const [result] = await importAll([path]);
    expect(result).toMatchObject({ records: 3, rejected: 1, added: 2 });
    expect(rejected()).toEqual([
      expect.objectContaining({ file: path, line: 2, reason: expect.stringMatching(reason) }),
    ]);
    await expect(importAll([path], true)).rejects.toThrow(`${path}:2: `);
  });

  it("a line of 50 MB, and reads on behind it", async () => {
    const long = Buffer.alloc(50_000_000, "x");
    const path = write("posts.jsonl", Buffer.concat([Buffer.from(`${line(1)}\n`), long]));
    writeFileSync(path, `\n${line(2)}\n`, { flag: "a" });
    const [result] = await importAll([path]);
    expect(result).toMatchObject({ records: 3, rejected: 1, added: 2 });
    expect(long.length).toBeGreaterThan(MAX_LINE_BYTES);
    expect(rejected()[0]).toMatchObject({ line: 2, reason: expect.stringMatching(/longer than/) });
  });
});

it("importFiles passes over files of no known format where the caller is told", async () => {
  const paths = [write("a.json", '{"a":1}'), write("b.jsonl", line(1))];
  const skipped: string[][] = [];
  const results = await importFiles(store, paths, {
    rejected: rejectedPath(),
    onSkipped: (...told) => skipped.push(told),
  });
  expect(results).toEqual([expect.objectContaining({ source: paths[1], added: 1 })]);
  expect(skipped).toEqual([[paths[0], expect.stringMatching(/^no known format .*--format/)]]);
});

describe("importFiles refuses, naming the file,", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["UTF-16 without a byte order mark", Buffer.from(line(1), "utf16le"), /byte order mark/],
    ["gzip that ends too early", gzipSync(line(1)).subarray(0, 30), /gzip data are damaged/],
    ["records of no known format", '{"a":1}', /no known format/],
    ["a table without --map", "a,b\n1,2\n", /--map/],
  ])("%s", async (_, content, message) => {
    const path = write("posts", content);
    const failed = importAll([path]);
    await expect(failed).rejects.toThrow(UserError);
    await expect(failed).rejects.toThrow(path);
    await expect(failed).rejects.toThrow(message);
  });

  it("a file that is not there", async () => {
    await expect(importAll([join(folder, "none")])).rejects.toThrow(/none: no such file/);
  });
});
