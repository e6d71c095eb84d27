import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serve } from "../../test/local-server.js";
import { gitBlobHash } from "../corpus/download/git-blob.js";
import { WEIBO_FILES } from "../corpus/download/weibo.js";
import { readDatasetInfo } from "../dataset/folder.js";
import { writeAtomically } from "../support/files.js";
import { download } from "./download.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-download-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A server with small files of the names of the data set, and the command that knows their hashes. */
async function setUp() {
  const hashes: Record<string, string> = {};
  const contents: Record<string, string> = {};
  for (const name of Object.keys(WEIBO_FILES)) {
    contents[`/${name}`] = name.includes("tag") ? "球 赛\n天气\n" : `${name} 你 好\n再 见\n`;
    writeAtomically(join(folder, "original"), contents[`/${name}`]);
    hashes[name] = gitBlobHash(join(folder, "original"));
  }
  const { url, requests } = await serve((url, response) => response.end(contents[url.pathname]));
  const run = async (...args: string[]) => {
    const result = { out: "", err: "" };
    const program = new Command().exitOverride();
    const io = {
      out: { write: (text: string) => (result.out += text) },
      err: { write: (text: string) => (result.err += text) },
    };
    download(program, io, hashes);
    const all = ["download", "weibo", "--out", join(folder, "weibo"), "--from", url.href, ...args];
    await program.parseAsync(all, { from: "user" });
    return result;
  };
  return { run, requests };
}

describe("threadtag download weibo", () => {
  it("knows the nine files", () => {
    expect(Object.keys(WEIBO_FILES)).toHaveLength(9);
    for (const hash of Object.values(WEIBO_FILES)) expect(hash).toMatch(/^[0-9a-f]{40}$/);
  });

  it("fetches them once, and names the next command", async () => {
    const { run, requests } = await setUp();
    const weibo = join(folder, "weibo");
    const next = `Next: threadtag prepare --lines ${weibo} --out DATASET\n`;
    const first = await run();
    expect(first.out).toBe(`${weibo}: 9 files fetched, 0 were already there.\n${next}`);
    expect(first.err).toMatch(/^train_post\.txt +100% /);
    const second = await run();
    expect(second.out).toBe(`${weibo}: 0 files fetched, 9 were already there.\n${next}`);
    expect(requests).toHaveLength(9);
  });

  it("makes a dataset of them", async () => {
    const { run } = await setUp();
    const dataset = join(folder, "dataset");
    const { out } = await run("--prepare", dataset);
    expect(out).toContain(`Wrote ${dataset}: train 2, valid 2, test 2 posts.\n`);
    expect(readDatasetInfo(dataset)).toMatchObject({
      name: "dataset",
      language: "zh",
      counts: { train: 2, valid: 2, test: 2 },
    });
    await expect(run("--prepare", dataset)).rejects.toThrow(/dataset/);
  });

  it("prints JSON", async () => {
    const { run } = await setUp();
    const { out } = await run("--json", "--prepare", join(folder, "dataset"));
    expect(JSON.parse(out)).toMatchObject({
      folder: join(folder, "weibo"),
      fetched: Object.keys(WEIBO_FILES),
      present: [],
      dataset: { name: "dataset" },
    });
  });

  it("refuses an address that is none", async () => {
    const { run } = await setUp();
    await expect(run("--from", "mirror.example")).rejects.toThrow(
      "--from mirror.example: not an address. Give it whole, for example https://example.org",
    );
  });
});
