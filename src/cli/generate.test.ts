import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { tinyOptions } from "../../test/tiny-training.js";
import { openSuggester } from "../suggesters/open.js";
import { trainSuggester } from "../suggesters/train.js";
import type { SuggestionRequest } from "../tagger/suggestion.js";
import { Threadtag } from "../tagger/threadtag.js";
import { train } from "../training/train.js";

let root: string;
let model: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "cli-generate-"));
  model = join(root, "model");
  const data = datasetOf(randomInstances(20, 1), randomInstances(8, 2));
  await train(data, model, tinyOptions({ epochs: 1 }));
});
afterAll(() => rmSync(root, { recursive: true }));

const generate = (...args: string[]) => threadtag("generate", model, ...args);

/** What the library suggests for texts. */
async function suggested(request: SuggestionRequest) {
  const tagger = await Threadtag.open(model);
  const found = await tagger.suggest(request);
  await tagger.close();
  return found.map((each) => ({ ...each, confidence: Number(each.confidence.toPrecision(6)) }));
}

/** What the model suggests for words. */
async function expected(post: string[], conversation: string[], count: number) {
  const generator = await openSuggester(model);
  const [list] = await generator.suggest([{ post, conversation }], { count });
  const reader = await generator.openReader();
  await generator.close();
  return list.map(({ words, score }) => ({
    hashtag: reader.hashtag(words),
    words,
    score: Number(score.toPrecision(6)),
  }));
}

describe("threadtag generate --post", () => {
  it("prints five hashtags with their confidences in percent", async () => {
    const { code, out, err } = await generate("--post", "wb wc");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const list = await suggested({ post: "wb wc" });
    const lines = list.map(
      ({ hashtag, confidence }) => `${(100 * confidence).toFixed(1).padStart(5)} %  ${hashtag}`,
    );
    expect(out).toBe(`${lines.join("\n")}\n`);
    expect(lines).toHaveLength(5);
  });

  it("reads the replies in their order and prints JSON", async () => {
    const post = ["--post", "Wb wc", "-k", "3", "--json"];
    const { out } = await generate(...post, "--reply", "wd we", "wf", "--reply", "wg");
    const replies = ["wd we", "wf", "wg"];
    expect(JSON.parse(out)).toEqual(await suggested({ post: "Wb wc", replies, limit: 3 }));
    const { out: other } = await generate(...post);
    expect(other).not.toBe(out);
  });

  it("reads a reply of 43,509 words", async () => {
    const reply = "wd ".repeat(43_509);
    const { out } = await generate("--post", "wb", "--reply", reply, "--json");
    expect(JSON.parse(out)).toEqual(await suggested({ post: "wb", replies: ["wd ".repeat(100)] }));
  });

  it("keeps to what is wished for", async () => {
    const [best] = await suggested({ post: "wb wc" });
    const list = join(root, "block.txt");
    writeFileSync(list, `\n${best?.hashtag.toUpperCase()}\r\n`);
    const post = ["--post", "wb wc", "--json"];
    const { out } = await generate(...post, "--block", "nothing", `@${list}`);
    const block = [best?.hashtag as string];
    expect(JSON.parse(out)).toEqual(await suggested({ post: "wb wc", block }));
    const { out: some, err } = await generate("--post", "wb wc", "--allow", "no such one");
    expect({ some, err }).toEqual({ some: "", err: "No hashtag fits.\n" });
    const { out: sure } = await generate(...post, "--min-confidence", "1");
    expect(JSON.parse(sure)).toEqual([]);
  });
});

describe("threadtag generate of a system that is learnt in one go", () => {
  it("spells hashtags as people did", async () => {
    const folder = join(root, "retrieval");
    const train = randomInstances(20, 1).map((each, i) => ({
      ...each,
      hashtags: [["aus", "open"]],
      surface: [i === 0 ? "ausopen" : "AusOpen"],
    }));
    await trainSuggester("retrieval", datasetOf(train, []), folder);
    const { code, out } = await threadtag("generate", folder, "--post", "Wb wc");
    expect(code).toBe(0);
    expect(out).toMatch(/^ *[\d.]+ % {2}#AusOpen\n$/);
  });

  it("tells why, by words of the thread and earlier posts", async () => {
    const folder = join(root, "why");
    const train = randomInstances(20, 1);
    await trainSuggester("retrieval", datasetOf(train, []), folder);
    const post = train[0].post.join(" ");
    const { out } = await threadtag("generate", folder, "--post", post, "--evidence");
    expect(out).toMatch(/% {2}#\w+\n {9}because of: \S.*\n {9}like: .+ #\w+\n/);
  });
});

describe("threadtag generate --input", () => {
  const [input, output] = ["posts.jsonl", "hashtags.jsonl"].map((name) => () => join(root, name));
  const files = () => ["--input", input(), "--output", output()];
  const writeInput = (...lines: unknown[]) =>
    writeFileSync(input(), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

  it("writes a line for every post, in their order, with any batch size", async () => {
    const posts = randomInstances(7, 3);
    writeInput(...posts);
    const { code, out, err } = await generate(...files(), "-k", "2", "--batch", "3");
    expect(code).toBe(0);
    expect(out).toBe(`Wrote ${output()}: suggestions for 7 posts.\n`);
    expect(err).toMatch(/^Suggesting +\d+% /);
    const lines = readFileSync(output(), "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(7);
    for (const [i, line] of lines.entries()) {
      const { id, hashtags } = JSON.parse(line);
      const { post, conversation } = posts[i];
      const list = await expected(post, conversation, 2);
      expect(id).toBe(posts[i].id);
      expect(hashtags).toEqual(
        list.map(({ score, ...others }) => ({
          ...others,
          score: expect.closeTo(score, 5),
        })),
      );
    }
  });

  it("writes no line for no post", async () => {
    writeInput();
    expect((await generate(...files())).out).toMatch(/suggestions for 0 posts/);
    expect(readFileSync(output(), "utf8")).toBe("");
  });

  it("names the line of a post that is none, and writes nothing", async () => {
    rmSync(output(), { force: true });
    const [good] = randomInstances(1, 4);
    writeInput(good, { id: "2", post: "no list", conversation: [] });
    const { code, err } = await generate(...files());
    expect(code).toBe(2);
    expect(err).toMatch(/posts\.jsonl:2: field "post": /);
    expect(existsSync(output())).toBe(false);
  });

  it("answers with exit code 1 when the output cannot be written", async () => {
    writeInput(...randomInstances(1, 4));
    const below = join(input(), "output");
    const { code, err } = await generate("--input", input(), "--output", below);
    expect(code).toBe(1);
    expect(err).toMatch(/output: could not be written/);
  });
});

describe("threadtag generate answers with exit code 2 and what to do", () => {
  const either = /give either --post TEXT, or --input FILE with --output FILE/;
  it.each<[string, string[], RegExp]>([
    ["nothing to read", [], either],
    ["two things to read", ["--post", "wb", "--input", "a", "--output", "b"], either],
    ["an input without output", ["--input", "a"], either],
    ["an output without input", ["--post", "wb", "--output", "b"], either],
    ["a reply to a file", ["--input", "a", "--output", "b", "--reply", "c"], /--reply goes with/],
    ["an empty post", ["--post", ""], /--post: the text holds no word/],
    ["a blank post", ["--post", " \n "], /--post: the text holds no word/],
    ["no hashtags", ["--post", "wb", "-k", "0"], /-k, --count.*whole number, 1 or more/],
    ["a word for a number", ["--post", "wb", "-k", "many"], /-k, --count.*whole number/],
    ["batches of nothing", ["--post", "wb", "--batch", "0"], /--batch.*whole number, 1 or more/],
    ["a file that is not there", ["--input", "/no/where", "--output", "b"], /where: no such file/],
    ["a confidence that is none", ["--post", "wb", "--min-confidence", "2"], /from 0 to 1/],
    [
      "a list of no hashtags",
      ["--post", "wb", "--block", "@/dev/null"],
      /--block: holds no hashtag/,
    ],
    ["a list that is not there", ["--post", "wb", "--allow", "@/no/where"], /where: no such file/],
  ])("to %s", async (_, args, message) => {
    const { code, out, err } = await generate(...args);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("to a folder that is no model", async () => {
    const { code, err } = await threadtag("generate", root, "--post", "wb");
    expect(code).toBe(2);
    expect(err).toMatch(/not a model folder \(no manifest\.json\)\. Train a model with/);
  });
});
