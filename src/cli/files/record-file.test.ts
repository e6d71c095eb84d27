import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RecordFile } from "./record-file.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "record-file-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function open(content: string | Uint8Array): RecordFile {
  const path = join(root, "file");
  writeFileSync(path, content);
  return new RecordFile(path);
}

async function linesOf(file: RecordFile): Promise<number[]> {
  const lines: number[] = [];
  for await (const portion of file.portions()) lines.push(...portion.map(({ line }) => line));
  return lines;
}

const values = (count: number) => Array.from({ length: count }, (_, i) => `{"n":${i}}\n`).join("");

describe("RecordFile", () => {
  it("finds the first record that can be read, and reads it again", async () => {
    const file = open(`{"n":1\n\n${values(2)}`);
    expect(await file.first()).toEqual({ line: 3, text: '{"n":0}', value: { n: 0 } });
    expect(await linesOf(file)).toEqual([1, 3, 4]);
    expect(file.columns).toBeUndefined();
  });

  it("looks no further than a thousand records", async () => {
    const bad = '{"n"\n'.repeat(999);
    expect(await open(`{}\n${bad}`).first()).toMatchObject({ line: 1 });
    const late = open(`{"a":[1],"b"\n{"n":1}\n`);
    expect(await late.first()).toMatchObject({ line: 2 });
    const never = open(`[${"nothing,".repeat(1000)}1]`);
    expect(await never.first()).toBeUndefined();
    expect(await linesOf(never)).toHaveLength(1001);
  });

  it("tells the columns of a table, also where it has no row", async () => {
    const file = open("a,b\n");
    expect(await file.first()).toBeUndefined();
    expect(file.columns).toEqual(["a", "b"]);
    expect(await linesOf(file)).toEqual([]);
  });

  it.each<[string, (text: string) => string | Uint8Array]>([
    ["a file", (text) => text],
    ["gzip", (text) => gzipSync(text, { level: 0 })],
  ])("tells how far so much of %s reaches", async (_, pack) => {
    const text = values(200_000);
    const file = open(pack(text));
    expect(file.fraction(0)).toBeUndefined();
    await file.first();
    // All that is known of the end is how the beginning was packed.
    const half = file.fraction(text.length / 2) as number;
    expect(half).toBeGreaterThan(0.4);
    expect(half).toBeLessThan(1);
    await linesOf(file);
    expect(file.fraction(text.length / 4)).toBeCloseTo(0.25, 5);
    expect(file.fraction(text.length)).toBe(1);
    expect(file.fraction(2 * text.length)).toBe(1);
  });

  it("does not take packed bytes that were read for all of the text", async () => {
    const file = open(gzipSync(values(200_000)));
    await file.first();
    expect(file.fraction(1000)).toBeUndefined();
    await linesOf(file);
    expect(file.fraction(0)).toBe(0);
  });
});
