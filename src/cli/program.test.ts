import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { threadtag } from "../../test/run-cli.js";
import { readDataset } from "../dataset/folder.js";
import { createProgram, run } from "./program.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes aligned lines of `count` posts and returns their folder. */
function writeLines(count: number, split = "train"): string {
  const lines = (line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => `${line(i)}\n`);
  writeFileSync(
    join(folder, `${split}_post.txt`),
    lines((i) => `post number ${split}${i}`).join(""),
  );
  writeFileSync(join(folder, `${split}_conv.txt`), lines((i) => (i % 2 ? "" : "a reply")).join(""));
  writeFileSync(join(folder, `${split}_tag.txt`), lines((i) => `tag ${i % 3};reply`).join(""));
  return folder;
}

describe("threadtag", () => {
  it("prints its version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await threadtag("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  it("prints help with examples for itself and every command", async () => {
    const io = { out: { write: () => {} }, err: { write: () => {} } };
    const commands = createProgram(io).commands.map((command) => command.name());
    expect(commands).toContain("prepare");
    for (const args of [[], ...commands.map((name) => [name])]) {
      const { code, out } = await threadtag(...args, "--help");
      expect(code).toBe(0);
      expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
      expect(out).toMatch(/Examples:\n {2}\$ threadtag/);
    }
  });

  it.each([
    [["prepar"], /Did you mean prepare\?/],
    [["stats", "x", "--jsn"], /Did you mean --json\?/],
    [["stats"], /missing required argument 'dataset'/],
    [["prepare", "--out", "x"], /give either --store FILE or --lines DIR/],
    [["prepare", "--lines", "x", "--out", "y", "--seed", "1.5"], /--seed.*whole number/],
    [
      ["prepare", "--lines", "x", "--out", "y", "--language", "xx"],
      /Allowed choices are en, zh, auto/,
    ],
    [[], /Usage: threadtag/],
  ])("answers %j with exit code 2 and what to do", async (args, message) => {
    const { code, out, err } = await threadtag(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });

  it("reports a user's error without a stack, and with one under --verbose", async () => {
    const missing = join(folder, "missing");
    const { code, err } = await threadtag("stats", missing);
    expect(code).toBe(2);
    expect(err).toMatch(/^threadtag: .*missing: not a dataset folder.*\n$/);
    expect((await threadtag("stats", missing, "--verbose")).err).toMatch(/\n +at /);
  });

  it("reports any other error with exit code 1 and how to see where it came from", async () => {
    const out = {
      write: () => {
        throw new Error("boom");
      },
    };
    let err = "";
    const io = { out, err: { write: (text: string) => (err += text) } };
    await threadtag("prepare", "--lines", writeLines(1), "--out", join(folder, "dataset"));
    expect(await run(["stats", join(folder, "dataset")], io)).toBe(1);
    expect(err).toMatch(/^threadtag: boom\n.*--verbose/);
  });
});

describe("threadtag prepare", () => {
  const prepare = (...args: string[]) =>
    threadtag("prepare", "--lines", folder, "--out", join(folder, "dataset"), ...args);

  it("writes a dataset and says what is in it", async () => {
    writeLines(4);
    writeLines(2, "valid");
    const { code, out } = await prepare();
    expect(code).toBe(0);
    expect(out).toMatch(/dataset: train 4, valid 2 posts \(language en\)\.\n$/);
    const { info, train } = readDataset(join(folder, "dataset"));
    expect(info).toMatchObject({ name: "dataset", createdFrom: expect.stringContaining(folder) });
    expect(train[0].hashtags).toEqual([["tag", "0"], ["reply"]]);
  });

  it("prints dataset.json with --json", async () => {
    writeLines(4);
    const { out } = await prepare("--json", "--name", "mine", "--language", "zh");
    expect(JSON.parse(out)).toEqual(readDataset(join(folder, "dataset"), ["train"]).info);
    expect(JSON.parse(out)).toMatchObject({ name: "mine", language: "zh", counts: { train: 4 } });
  });

  it("replaces a dataset only with --force", async () => {
    writeLines(4);
    await prepare();
    writeLines(5);
    const { code, err } = await prepare();
    expect(code).toBe(2);
    expect(err).toMatch(/--force/);
    expect(readDataset(join(folder, "dataset")).train).toHaveLength(4);
    expect((await prepare("--force")).code).toBe(0);
    expect(readDataset(join(folder, "dataset")).train).toHaveLength(5);
  });

  it("splits training lines at random only when a seed is given", async () => {
    writeLines(20);
    expect(JSON.parse((await prepare("--json")).out).counts).toEqual({ train: 20 });
    const { out } = await prepare("--json", "--force", "--seed", "7");
    expect(JSON.parse(out)).toMatchObject({ seed: 7, counts: { train: 16, valid: 2, test: 2 } });
  });

  it("leaves a split that is there as it is, whatever the seed", async () => {
    writeLines(20);
    writeLines(3, "valid");
    const info = JSON.parse((await prepare("--json", "--seed", "7")).out);
    expect(info.counts).toEqual({ train: 20, valid: 3 });
    expect(info).not.toHaveProperty("seed");
  });

  it("writes nothing when the lines are bad", async () => {
    writeLines(2);
    writeFileSync(join(folder, "train_tag.txt"), "a\n\n");
    const { code, err } = await prepare();
    expect(code).toBe(2);
    expect(err).toMatch(/train_tag\.txt:2: /);
    expect((await prepare()).err).toBe(err);
  });
});

describe("threadtag stats", () => {
  beforeEach(async () => {
    writeLines(6);
    writeLines(2, "valid");
    await threadtag("prepare", "--lines", folder, "--out", join(folder, "dataset"));
  });

  it("prints the figures per split and a histogram in 80 columns", async () => {
    const { code, out } = await threadtag("stats", join(folder, "dataset"));
    expect(code).toBe(0);
    expect(out).toMatch(/posts +8 +6 +2\n/);
    expect(out).toMatch(/tag in conversation +25\.00% +25\.00% +25\.00%\n/);
    expect(out).toMatch(/ {2}1-5 +75\.00% {2}█{60}\n/);
    expect(out).toMatch(/No post is in two splits/);
    expect(Math.max(...out.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
  });

  it("prints every figure with --json", async () => {
    const { out } = await threadtag("stats", join(folder, "dataset"), "--json");
    const statistics = JSON.parse(out);
    expect(statistics).toMatchObject({
      name: "dataset",
      all: { posts: 8 },
      unseen: { valid: { tags: 0 } },
    });
    expect(statistics.tagFrequency).toHaveLength(11);
  });

  it("names the posts that are in two splits", async () => {
    writeFileSync(join(folder, "valid_post.txt"), "post number train0\nother\n");
    await threadtag("prepare", "--lines", folder, "--out", join(folder, "dataset"), "--force");
    const { out } = await threadtag("stats", join(folder, "dataset"));
    expect(out).toMatch(/^1 valid posts \(50\.00%\) are also in train\.$/m);
  });
});
