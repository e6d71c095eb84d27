import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { trainSuggester } from "../src/suggesters/train.js";
import { IS_BUILT, startBuilt } from "./built-program.js";
import { datasetOf, randomInstances } from "./instances.js";
import { threadtag } from "./run-cli.js";

/** Enough for several chunks, and for threads to start. */
const POSTS = 3000;

let model: string;
beforeAll(async () => {
  model = mkdtempSync(join(tmpdir(), "built-generate-model-"));
  await trainSuggester("retrieval", datasetOf(randomInstances(60, 1), []), model);
});
afterAll(() => rmSync(model, { recursive: true }));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "built-generate-"));
  writeFileSync(at("in.jsonl"), lines.join(""));
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (name: string) => join(root, name);

/** Posts, and now and then a line that is none. */
const lines = randomInstances(POSTS, 2).map(({ id, post, conversation }, i) =>
  i % 1000 === 999
    ? "no post\n"
    : `${JSON.stringify({ id, post: post.join(" "), replies: conversation })}\n`,
);

const start = (input: string, output: string, ...args: string[]) =>
  startBuilt(["generate", model, "--input", input, "--output", output, ...args]);

/** What a run that nothing disturbs gives, in this process and in one thread. */
async function inProcess(output: string): Promise<Buffer> {
  const { code } = await threadtag(
    ...["generate", model, "--input", at("in.jsonl"), "--output", at(output)],
  );
  expect(code).toBe(0);
  return readFileSync(at(output));
}

async function untilThere(path: string): Promise<void> {
  while (!existsSync(path)) await setTimeout(20);
}

/** Feeds a run some lines through standard input and ends it in their middle, once it has saved what it did. */
async function killed(output: string, signal: NodeJS.Signals) {
  const { child, ended } = start("-", output);
  // The process may die while it is being written to.
  child.stdin.on("error", () => {});
  child.stdin.write(lines.slice(0, 2000).join(""));
  await untilThere(`${output}.partial`);
  // A checkpoint comes with the first results after a second.
  for (let at = 2000; !existsSync(`${output}.partial.json`); at += 500) {
    await setTimeout(500);
    child.stdin.write(lines.slice(at, at + 500).join(""));
  }
  child.kill(signal);
  return ended;
}

describe.skipIf(!IS_BUILT)("the built program generates (needs npm run build)", () => {
  it("the same after it was killed", async () => {
    const whole = await inProcess("whole.csv.gz");
    await killed(at("out.csv.gz"), "SIGKILL");
    expect(existsSync(at("out.csv.gz"))).toBe(false);

    const { code, err, out } = await start(at("in.jsonl"), at("out.csv.gz")).ended;
    expect(code).toBe(0);
    expect(err).toMatch(/^Going on behind [\d,]+ records\.\n/);
    expect(out).toMatch(/for 2,997 posts\.\n3 records skipped/);
    expect(readFileSync(at("out.csv.gz"))).toEqual(whole);
    const list = (name: string) => readFileSync(at(`${name}.csv.gz.rejected.jsonl`), "utf8");
    expect(list("out")).toBe(list("whole"));
    expect(readdirSync(root)).toHaveLength(5);
  });

  it("what is left of standard input after Ctrl-C", async () => {
    const whole = await inProcess("whole.jsonl");
    const { code, err } = await killed(at("out.jsonl"), "SIGINT");
    expect(code).toBe(1);
    expect(err).toMatch(
      /out\.jsonl\.partial holds; go on with the same command and the same input/,
    );
    const again = start("-", at("out.jsonl"), "--threads", "3");
    again.child.stdin.end(lines.join(""));
    expect(await again.ended).toMatchObject({ code: 0 });
    expect(readFileSync(at("out.jsonl"))).toEqual(whole);
  });

  it("as fast as its standard output is read", async () => {
    const whole = await inProcess("whole.jsonl");
    const { child, ended } = start(at("in.jsonl"), "-");
    child.stdout.pause();
    await setTimeout(500);
    child.stdout.resume();
    const { code, out, err } = await ended;
    expect(code).toBe(0);
    expect(out).toBe(whole.toString());
    expect(err).toMatch(/in\.jsonl:1000: skipped, not valid JSON\n/);
  });
});
