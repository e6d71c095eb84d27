import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { writeDataset } from "../src/dataset/dataset-writer.js";
import { readDataset } from "../src/dataset/folder.js";
import { hashtagKey, type Instance, SPLITS } from "../src/dataset/instance.js";
import { datasetStatistics } from "../src/dataset/statistics.js";
import { DESCRIPTION, sampleCorpus } from "./corpus.js";

const FOLDER = fileURLToPath(new URL("sample/", import.meta.url));
const dataset = readDataset(FOLDER);
const all = SPLITS.flatMap((split) => dataset[split]);
const isChinese = (instance: Instance) => /\p{Script=Han}/u.test(instance.hashtags.flat().join(""));
const tagsOf = (instances: Instance[]) =>
  new Set(instances.flatMap(({ hashtags }) => hashtags.map(hashtagKey)));
const share = (instances: Instance[], holds: (instance: Instance) => boolean) =>
  instances.filter(holds).length / instances.length;

describe("sample corpus", () => {
  it("is what the generator writes, byte for byte", () => {
    const again = mkdtempSync(join(tmpdir(), "threadtag-sample-"));
    try {
      writeDataset(again, DESCRIPTION, sampleCorpus());
      for (const file of readdirSync(again)) {
        expect(readFileSync(join(FOLDER, file)).equals(readFileSync(join(again, file)))).toBe(true);
      }
      expect(readdirSync(again).sort()).toEqual(
        readdirSync(FOLDER).filter((file) => file !== "README.md"),
      );
    } finally {
      rmSync(again, { recursive: true });
    }
  });

  it("is small enough to ship", () => {
    const sizes = readdirSync(FOLDER).map((file) => statSync(join(FOLDER, file)).size);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(1.5e6);
  });

  it("has the posts, hashtags and languages that its README states", () => {
    const chinese = all.filter(isChinese);
    const english = all.filter((instance) => !isChinese(instance));
    const row = (name: string, part: Instance[]) =>
      `| ${name} | ${part.length} | ${tagsOf(part).size} |`;
    const readme = readFileSync(join(FOLDER, "README.md"), "utf8");
    expect(readme).toContain(row("English", english));
    expect(readme).toContain(row("Chinese", chinese));
    expect(readme).toContain(row("all", all));
    const { train, valid, test } = dataset.info.counts;
    expect(readme).toContain(`${train} training, ${valid} validation and ${test} test posts`);
  });

  it("has rare and frequent hashtags, posts with two and posts without replies", () => {
    const counts = [...tagsOf(all)].map(
      (key) => all.filter(({ hashtags }) => hashtags.some((tag) => hashtagKey(tag) === key)).length,
    );
    expect(Math.max(...counts)).toBeGreaterThan(60);
    expect(counts.filter((count) => count <= 15).length).toBeGreaterThan(counts.length / 2);
    const withTwo = share(all, ({ hashtags }) => hashtags.length === 2);
    const withoutReplies = share(all, ({ conversation }) => conversation.length === 0);
    expect(withTwo).toBeGreaterThan(0.01);
    expect(withTwo).toBeLessThan(0.06);
    expect(withoutReplies).toBeGreaterThan(0.05);
    expect(withoutReplies).toBeLessThan(0.15);
  });

  it("has no test post that training shows, and hardly a test hashtag that it does not", () => {
    const { duplicates, unseen } = datasetStatistics(dataset);
    expect(duplicates.map(({ posts }) => posts)).toEqual([0, 0, 0]);
    expect(unseen.test!.tags).toBeLessThan(5);
  });

  it("writes normalised words, and never the hashtag as such", () => {
    for (const { post, conversation, text, replies, surface, hashtags } of all) {
      const words = [...post, ...conversation];
      expect(words.filter((word) => /[#@\d]|https/.test(word))).toEqual([]);
      expect(words.map((word) => word.replace(/^(URL|MENTION|DIGIT)$/, ""))).toEqual(
        words.map((word) => word.replace(/^(URL|MENTION|DIGIT)$/, "").toLowerCase()),
      );
      expect([text, ...replies!].join(" ")).not.toMatch(/#|URL|MENTION|DIGIT/);
      expect(surface!.map((tag) => tag.toLowerCase())).toEqual(hashtags.map((tag) => tag.join("")));
    }
  });
});

describe("what the sample corpus shows", () => {
  /** The hashtags that each word goes with in training. */
  const company = new Map<string, Set<string>>();
  for (const { post, conversation, hashtags } of dataset.train) {
    for (const word of [...post, ...conversation]) {
      const tags = company.get(word) ?? new Set();
      for (const tag of hashtags) tags.add(hashtagKey(tag));
      company.set(word, tags);
    }
  }
  /** Whether a word goes with one of the hashtags, and with at most two others. */
  const hasCue = (words: string[], hashtags: string[][]) =>
    words.some((word) => {
      const tags = company.get(word);
      return tags && tags.size <= 3 && hashtags.some((tag) => tags.has(hashtagKey(tag)));
    });
  const heldOut = [...dataset.valid, ...dataset.test];

  it("most posts hold no word of their hashtag", () => {
    const without = share(
      all,
      ({ post, hashtags }) => !hashtags.flat().some((w) => post.includes(w)),
    );
    expect(without).toBeGreaterThan(0.7);
    expect(without).toBeLessThan(0.95);
  });

  it("a quarter or more of the posts say what they are about only in their replies", () => {
    const onlyInReplies = share(
      heldOut,
      ({ post, conversation, hashtags }) =>
        !hasCue(post, hashtags) && hasCue(conversation, hashtags),
    );
    const nowhere = share(
      heldOut,
      ({ post, conversation, hashtags }) => !hasCue([...post, ...conversation], hashtags),
    );
    expect(onlyInReplies).toBeGreaterThan(0.25);
    expect(onlyInReplies).toBeLessThan(0.4);
    expect(nowhere).toBeLessThan(0.1);
  });
});
