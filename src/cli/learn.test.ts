import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { trainSuggester } from "../suggesters/train.js";
import { ProcessLock } from "../support/process-lock.js";

const LEARNERS = ["retrieval", "linear", "fusion"] as const;

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "cli-learn-"));
  for (const name of LEARNERS) {
    await trainSuggester(name, datasetOf(randomInstances(30, 1), []), join(root, name));
  }
});
afterAll(() => rmSync(root, { recursive: true }));

let names = 0;

/** A copy of a model, so that a test can change it. */
function copyModel(name: (typeof LEARNERS)[number] = "retrieval"): string {
  const copy = join(root, String(names++));
  cpSync(join(root, name), copy, { recursive: true });
  return copy;
}

/** A file of posts. */
function file(...posts: object[]): string {
  const path = join(root, `${names++}.jsonl`);
  writeFileSync(path, posts.map((each) => `${JSON.stringify(each)}\n`).join(""));
  return path;
}

/** All files of a folder. */
const contentOf = (folder: string) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]);

const TODAY = {
  id: "today",
  post: ["the", "eclipse", "begins"],
  conversation: ["such", "darkness"],
  hashtags: [["total", "eclipse"]],
  surface: ["TotalEclipse"],
};

describe("threadtag learn", () => {
  it.each(LEARNERS)("makes a hashtag born today one that is suggested today (%s)", async (name) => {
    const folder = copyModel(name);
    const suggest = () => threadtag("generate", folder, "--post", "What an eclipse!", "-k", "50");
    expect((await suggest()).out).not.toContain("Eclipse");
    const { code, out, err } = await threadtag("learn", folder, "--input", file(TODAY));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(`Learnt from 1 post, with 1 hashtag new to ${folder}.\n`);
    expect((await suggest()).out).toContain(" %  #TotalEclipse\n");
  });

  it("counts what is new, and goes on counting the posts that were added", async () => {
    const folder = copyModel();
    const another = { ...TODAY, id: "2", post: ["darkness"] };
    const more = randomInstances(2, 9);
    const first = await threadtag("learn", folder, "--input", file(TODAY, another), "--json");
    expect(JSON.parse(first.out)).toEqual({ posts: 2, newPosts: 2, newHashtags: 1 });
    const second = await threadtag("learn", folder, "--input", file(...more), "--json");
    expect(JSON.parse(second.out)).toMatchObject({ posts: 2, newPosts: 2 });
    const { training, dataset } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    expect(training).toEqual({ seed: 1, posts: 30, added: 4 });
    expect(dataset.name).toBe("random");
    expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(/30 posts, and 4 that were/);
  });

  it.each(LEARNERS)("learns a post once, those of the training too (%s)", async (name) => {
    const folder = copyModel(name);
    const [trained] = randomInstances(30, 1);
    const once = await threadtag("learn", folder, "--input", file(TODAY, TODAY, trained));
    expect(once.out).toBe(
      `Learnt from 1 post (2 others known already), with 1 hashtag new to ${folder}.\n`,
    );
    const after = contentOf(folder);
    const again = await threadtag("learn", folder, "--input", file(TODAY));
    expect(again.out).toBe(`Nothing to learn: ${folder} knows 1 post already.\n`);
    expect(contentOf(folder)).toEqual(after);
  });

  it("lets one process at a time add posts, and takes over from one that was killed", async () => {
    const folder = copyModel();
    const lock = join(folder, "learn.lock");
    const held = ProcessLock.take(lock);
    const before = contentOf(folder);
    const refused = await threadtag("learn", folder, "--input", file(TODAY));
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toMatch(
      /another process is adding posts to this model\. Wait until .* remove .*learn\.lock\.\n$/,
    );
    expect(contentOf(folder)).toEqual(before);
    const holder = JSON.parse(readFileSync(lock, "utf8"));
    held?.release();
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    writeFileSync(lock, JSON.stringify({ ...holder, pid: dead }));
    expect((await threadtag("learn", folder, "--input", file(TODAY))).code).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it("loses no post of commands that run at the same time", async () => {
    const folder = copyModel();
    const posts = randomInstances(4, 8);
    const ended = await Promise.all(
      posts.map((post) => threadtag("learn", folder, "--input", file(post))),
    );
    const learnt = ended.filter(({ code }) => code === 0);
    const { training } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    expect(learnt.length).toBeGreaterThan(0);
    expect(training.added).toBe(learnt.length);
  });

  it.each<[string, () => string, RegExp]>([
    ["no posts", () => file(), /holds no post to learn from/],
    ["a file that is not there", () => join(root, "none.jsonl"), /none\.jsonl: cannot be read/],
    ["a post without hashtags", () => file(TODAY, { ...TODAY, hashtags: [] }), /:2: field "hash/],
  ])("answers %s with exit code 2 and leaves the model as it was", async (_, input, message) => {
    const folder = copyModel();
    const before = contentOf(folder);
    const { code, err } = await threadtag("learn", folder, "--input", input());
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(contentOf(folder)).toEqual(before);
  });

  it("refuses a model that cannot learn, and says which can", async () => {
    const folder = join(root, "random");
    await trainSuggester("random", datasetOf(randomInstances(5, 1), []), folder);
    const { code, err } = await threadtag("learn", folder, "--input", file(TODAY));
    expect(code).toBe(2);
    expect(err).toMatch(/random cannot learn from single posts\. .*train DATASET --out MODEL/);
  });
});
