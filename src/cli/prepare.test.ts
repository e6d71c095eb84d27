import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { threadtag } from "../../test/run-cli.js";
import { Store } from "../corpus/store.js";
import { readDataset } from "../dataset/folder.js";
import { hashtagKey } from "../dataset/instance.js";
import { Random } from "../support/random.js";

const WORDS = "what a wonderful match that was today for all of us here".split(" ");

/** English posts of different words with a hashtag and a reply each, of two authors in turn. */
function* posts(): Generator<object> {
  for (let i = 0; i < 40; i++) {
    const words = WORDS.map((word, j) => (i & (1 << (j % 6)) ? `${word}s` : word));
    const createdAt = new Date(Date.UTC(2024, 0, 1 + i)).toISOString();
    const author = i % 2 ? "ann" : "bob";
    const text = `${words.join(" ")} number${i} #Tag${i % 3}`;
    yield { id: String(i), author, text, createdAt, source: "twitter", language: "en" };
    yield { id: `r${i}`, text: `yes #tag${i % 3}`, inReplyTo: String(i), source: "twitter" };
  }
  yield { id: "zh", text: "今天天气真好 #天气", source: "twitter", language: "zh" };
}

let folder: string;
let store: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cli-prepare-"));
  store = join(folder, "c.duckdb");
  writeFileSync(join(folder, "posts.jsonl"), [...posts()].map((x) => JSON.stringify(x)).join("\n"));
  await threadtag("import", join(folder, "posts.jsonl"), "--store", store);
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const prepare = (out: string, ...args: string[]) =>
  threadtag("prepare", "--store", store, "--out", at(out), ...args);

describe("threadtag prepare --store", () => {
  it("writes a dataset with a card, and says where the posts went", async () => {
    const { code, out } = await prepare("one");
    expect(code).toBe(0);
    expect(out).toMatch(/^posts in the store +81$/m);
    expect(out).toMatch(/^replies of a conversation +40$/m);
    expect(out).toMatch(/^left out: another language +1$/m);
    expect(out).toMatch(/^instances +40$/m);
    expect(out).toMatch(/^Wrote .*one: train \d+.* posts \(language en\)\.$/m);
    const { info, train } = readDataset(at("one"));
    expect(info).toMatchObject({ name: "one", seed: 1, createdFrom: `the posts in ${store}` });
    expect(train[0]).toMatchObject({ conversation: ["yes"], hashtags: [["tag", "0"]] });
    expect(readFileSync(at("one/README.md"), "utf8")).toMatch(/^# one\n/);
  });

  it("prints dataset.json with --json, for the posts that the options choose", async () => {
    writeFileSync(at("authors"), "ann\r\n\n carol\n");
    const { out } = await prepare(
      "two",
      ...["--json", "--authors", at("authors"), "--since", "2024-01-11", "--until", "2024-02-01"],
      ...["--split", "time", "--shares", "33.3/33.3/33.4", "--keep-answers", "--name", "late"],
    );
    const info = JSON.parse(out);
    expect(info).toEqual(readDataset(at("two")).info);
    expect(info.name).toBe("late");
    // Those of January 12, 14, ..., 30.
    expect(info.steps).toContainEqual({ step: "instances", posts: 10 });
    expect(readDataset(at("two")).train[0]).toMatchObject({
      id: "11",
      conversation: ["yes", "tag", "DIGIT"],
    });
  });

  it("has only posts with a word, whatever --min-words says", async () => {
    const { code } = await prepare("three", "--min-words", "0", "--language", "all");
    expect(code).toBe(0);
    expect(readDataset(at("three")).info.steps).toContainEqual({ step: "instances", posts: 41 });
  });

  it("counts one post and one reply as English does", async () => {
    const args = ["--since", "2024-02-09", "--shares", "100/0/0", "--min-replies", "1"];
    expect((await prepare("single", ...args)).out).toMatch(/single: train 1 post \(language en\)/);
    const { err } = await prepare("none", "--language", "zh", "--min-replies", "1");
    expect(err).toMatch(/left out 40 for .*, 1 for fewer than 1 reply\./);
  });

  it("divides a table without dates by the running numbers of each author's posts", async () => {
    for (const author of ["ann", "bob"]) {
      const rows = Array.from({ length: 20 }, (_, i) => {
        const words = WORDS.map((word) => `${word}${"abcdefghijklmnopqrst"[i]}${author}`);
        return `${i + 1},"${words.join(" ")} #Tag"`;
      });
      const path = at(`${author}.csv`);
      writeFileSync(path, [",text", ...rows].join("\n"));
      const map = ["--map", "=newestFirst", "--map", "text=text"];
      const args = [path, ...map, "--author", author, "--store", at("numbered.duckdb")];
      expect((await threadtag("import", ...args)).code).toBe(0);
    }
    const args = ["--store", at("numbered.duckdb"), "--out", at("numbered"), "--language", "all"];
    const { code } = await threadtag("prepare", ...args, "--split", "author-time");
    expect(code).toBe(0);
    const dataset = readDataset(at("numbered"));
    const ids = (split: "valid" | "test") => dataset[split].map(({ id }) => id).sort();
    expect(ids("test")).toEqual(["ann/-1", "ann/-2", "bob/-1", "bob/-2"]);
    expect(ids("valid")).toEqual(["ann/-3", "ann/-4", "bob/-3", "bob/-4"]);
    expect(dataset.train).toHaveLength(32);
  });

  it("leaves the store as it is", async () => {
    const opened = await Store.open(store);
    expect(await opened.rowsOf("SELECT count(*) AS posts FROM posts")).toEqual([{ posts: 81 }]);
    opened.close();
  });
});

/** Words that some posts have in common, and words of their own. */
function words(topic: string, random: Random): string {
  const draw = (prefix: string, from: number) => `${prefix}${random.below(from)}`;
  return Array.from({ length: 6 }, () => `${draw(topic, 8)} ${draw("word", 300)}`).join(" ");
}

describe("threadtag prepare --topical", () => {
  /** Posts on two topics; every fourth has a hashtag without one, every eighth no other. */
  const tagged = () => {
    const random = new Random(1);
    return Array.from({ length: 160 }, (_, i) => {
      const topic = i % 2 ? "tennis" : "cooking";
      const tags = [...(i % 8 < 7 ? [topic] : []), ...(i % 8 > 5 ? ["nowplaying"] : [])];
      return { text: words(topic, random), tags };
    });
  };

  it("leaves hashtags without a topic out of aligned lines, and says which", async () => {
    const lines = at("topical-lines");
    mkdirSync(lines);
    const write = (column: string, line: (post: { text: string; tags: string[] }) => string) =>
      writeFileSync(join(lines, `train_${column}.txt`), `${tagged().map(line).join("\n")}\n`);
    write("post", ({ text }) => text);
    write("conv", () => "");
    write("tag", ({ tags }) => tags.join(";"));
    const { code, out } = await threadtag("prepare", "--lines", lines, ...toTopical("from-lines"));
    expect(code).toBe(0);
    expect(out).toMatch(/^hashtags of a topicality below 0\.6, taken out +1$/m);
    expect(out).toMatch(/^left out: only such hashtags +20$/m);
    expect(out).toMatch(/posts \(language en\)\.\n\nHashtags left out, with their topicality:\n/);
    expect(out).toMatch(/:\n {4}0\.\d{3} {2}nowplaying\n$/);
    expect(tagsOf("from-lines")).toEqual(["cooking", "tennis"]);
    expect(readFileSync(at("from-lines/README.md"), "utf8")).toMatch(
      /^# from-lines\n.*nowplaying/s,
    );
  });

  it("does so for a store, whose card goes on to say what it says", async () => {
    const posts = tagged().map(({ text, tags }, i) => ({
      ...{ id: String(i), source: "twitter", language: "en" },
      text: `${text} ${tags.map((tag) => `#${tag}`).join(" ")}`,
    }));
    writeFileSync(at("topical.jsonl"), posts.map((post) => JSON.stringify(post)).join("\n"));
    await threadtag("import", at("topical.jsonl"), "--store", at("topical.duckdb"));
    const made = (...args: string[]) =>
      threadtag("prepare", "--store", at("topical.duckdb"), ...args, "--json");
    const all = JSON.parse((await made("--out", at("all"))).out);
    const info = JSON.parse((await made(...toTopical("from-store"))).out);
    expect(info).toEqual(readDataset(at("from-store")).info);
    expect(info.steps.slice(0, all.steps.length)).toEqual(all.steps);
    expect(info.steps.at(-1)).toEqual({ step: "instances that keep a hashtag", posts: 140 });
    expect(readDataset(at("from-store")).knowledge).toEqual(readDataset(at("all")).knowledge);
    expect(tagsOf("from-store")).toEqual(["cooking", "tennis"]);
    const card = readFileSync(at("from-store/README.md"), "utf8");
    expect(card).toContain(`| train | ${info.counts.train} |`);
    expect(card).toMatch(/Divided at random.*left out: only such hashtags \| 20 \|.*## Hashtags/s);
  });

  const toTopical = (out: string) => ["--out", at(out), "--seed", "1", "--topical"];
  const tagsOf = (dataset: string) => {
    const { train, valid, test } = readDataset(at(dataset));
    const all = [...train, ...valid, ...test].flatMap(({ hashtags }) => hashtags.map(hashtagKey));
    return [...new Set(all)].sort();
  };
});

describe("threadtag prepare --store answers with exit code 2 and what to do:", () => {
  it.each<[string[], RegExp]>([
    [["--lines", "x"], /give either --store FILE or --lines DIR/],
    [["--shares", "80/10"], /--shares 80\/10: expected three percentages that add up to 100/],
    [["--shares", "80/10/11"], /add up to 100/],
    [["--shares", "0/50/50"], /add up to 100/],
    [["--shares", "1/49/50"], /all of the 40 posts would be for validation and test/],
    [["--since", "soon"], /--since.*Give a date/],
    [["--authors", "none"], /none: no such file/],
    [["--topical", "1.1"], /--topical.*Give a number above 0, at most 1/],
    [["--topical", "0"], /--topical.*Give a number above 0, at most 1/],
    [["--platform", "twiter"], /Did you mean "twitter"/],
    [["--split", "date"], /Allowed choices are random, time, author/],
    [["--platform", "weibo"], /no post is left: left out 41 for another platform\. Import more/],
  ])("%j", async (args, message) => {
    const { code, out, err } = await prepare("bad", ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    if (existsSync(at("bad"))) expect(readdirSync(at("bad"))).toEqual([]);
  });

  it("a store that is not there", async () => {
    const { code, err } = await threadtag("prepare", "--store", at("no"), "--out", at("x"));
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/no: no such store\. Make one with: threadtag import SOURCE/),
    });
    expect(existsSync(at("no"))).toBe(false);
  });

  it("a dataset that is there", async () => {
    await prepare("four");
    expect((await prepare("four")).err).toMatch(/four: already exists.*--force/);
    expect((await prepare("four", "--force")).code).toBe(0);
  });
});
