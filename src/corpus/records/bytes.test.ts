import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asNobody, CAN_BE_NOBODY } from "../../../test/as-nobody.js";
import { Random } from "../../support/random.js";
import { openBytes } from "./bytes.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytes-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(content: string | Uint8Array): string {
  const path = join(folder, "posts");
  writeFileSync(path, content);
  return path;
}

async function read(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of openBytes(path).chunks) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const TEXT = "héllo 🎾\n";

describe("openBytes reads", () => {
  it.each<[string, Uint8Array]>([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${TEXT}`)],
    ["UTF-16, little end first", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\uFEFF${TEXT}`, "utf16le").swap16()],
    ["gzip", gzipSync(TEXT)],
    ["gzip in two pieces", Buffer.concat([gzipSync(TEXT.slice(0, 3)), gzipSync(TEXT.slice(3))])],
    ["UTF-16 in gzip", gzipSync(Buffer.from(`\uFEFF${TEXT}`, "utf16le"))],
  ])("%s", async (_, content) => {
    expect(await read(write(content))).toBe(TEXT);
  });

  it("an empty file, and one of a single byte", async () => {
    expect(await read(write(""))).toBe("");
    expect(await read(write("x"))).toBe("x");
  });

  it("UTF-16 whose characters lie across two pieces of the file", async () => {
    // The mark takes two bytes, so that pairs of four do not end where a piece does.
    const text = "🎾".repeat(300_000);
    expect(await read(write(Buffer.from(`\uFEFFx${text}`, "utf16le")))).toBe(`x${text}`);
  });

  it("a zero byte in a later line, which costs that line only", async () => {
    const text = `${"{}\n".repeat(1000)}\0\n`;
    expect(await read(write(text))).toBe(text);
  });

  it("and says how far it is, in bytes on the disk", async () => {
    const random = new Random(1);
    const content = gzipSync(Uint8Array.from({ length: 100_000 }, () => 1 + random.below(255)));
    const source = openBytes(write(content));
    expect([source.read(), source.size]).toEqual([0, content.length]);
    for await (const _ of source.chunks);
    expect(source.read()).toBe(content.length);
  });
});

describe("openBytes refuses, naming the file,", () => {
  it.each<[string, Uint8Array, RegExp]>([
    ["UTF-16 without a mark", Buffer.from("a,b\n", "utf16le"), /UTF-16 without.*Convert it/],
    ["gzip that ends too early", gzipSync(TEXT).subarray(0, 15), /gzip data are damaged/],
    [
      "gzip with a wrong byte",
      gzipSync(TEXT).map((byte, i) => (i === 14 ? byte ^ 255 : byte)),
      /gzip data are damaged.*fetch the file again/,
    ],
  ])("%s", async (_, content, message) => {
    const path = write(content);
    await expect(read(path)).rejects.toThrow(message);
    await expect(read(path)).rejects.toThrow(path);
  });

  it("a file that is not there, and a folder", async () => {
    await expect(read(join(folder, "none"))).rejects.toThrow(/none: no such file\. Check the path/);
    await expect(read(folder)).rejects.toThrow(/cannot be read .*Check the path/);
  });

  it.skipIf(!CAN_BE_NOBODY)("a file without permission (needs root)", async () => {
    const path = write(TEXT);
    await asNobody({ [folder]: 0o755, [path]: 0o600 }, async () => {
      await expect(read(path)).rejects.toThrow(/may not be read\. Check its permissions/);
    });
  });
});
