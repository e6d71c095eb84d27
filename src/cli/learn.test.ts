import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { trainSuggester } from "../suggesters/train.js";

let root: string;
let model: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "cli-learn-"));
  model = join(root, "model");
  await trainSuggester("retrieval", datasetOf(randomInstances(30, 1), []), model);
});
afterAll(() => rmSync(root, { recursive: true }));

let names = 0;

/** A copy of the model, so that a test can change it. */
function copyModel(): string {
  const copy = join(root, String(names++));
  cpSync(model, copy, { recursive: true });
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
  it("makes a hashtag that was born today one that is suggested today", async () => {
    const folder = copyModel();
    const suggest = () => threadtag("generate", folder, "--post", "What an eclipse!", "-k", "1");
    expect((await suggest()).out).not.toContain("Eclipse");
    const { code, out, err } = await threadtag("learn", folder, "--input", file(TODAY));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(`Learnt from 1 post, with 1 hashtag new to ${folder}.\n`);
    expect((await suggest()).out).toBe("100.0 %  #TotalEclipse\n");
  });

  it("counts what is new, and goes on counting the posts that were added", async () => {
    const folder = copyModel();
    const another = { ...TODAY, id: "2", post: ["darkness"] };
    const known = randomInstances(2, 1);
    const first = await threadtag("learn", folder, "--input", file(TODAY, another), "--json");
    expect(JSON.parse(first.out)).toEqual({ posts: 2, newHashtags: 1 });
    const second = await threadtag("learn", folder, "--input", file(...known), "--json");
    expect(JSON.parse(second.out)).toEqual({ posts: 2, newHashtags: 0 });
    const { training, dataset } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    expect(training).toEqual({ seed: 1, posts: 30, added: 4 });
    expect(dataset.name).toBe("random");
    expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(/30 posts, and 4 that were/);
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
