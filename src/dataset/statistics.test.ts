import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import type { Instance } from "./instance.js";
import { readAlignedLines } from "./lines.js";
import { containsPhrase, datasetStatistics, splitStatistics } from "./statistics.js";

function instance(post: string, conversation: string, ...hashtags: string[]): Instance {
  const words = (text: string) => text.split(" ").filter(Boolean);
  return {
    id: post,
    post: words(post),
    conversation: words(conversation),
    hashtags: hashtags.map(words),
  };
}

const train = [
  instance("watch the aus open", "", "aus open", "tennis"),
  instance("a b", "open the tennis now", "tennis"),
];
const valid = [
  instance("a b", "x", "tennis"),
  instance("open aus", "the aus open", "aus open", "new"),
  instance("c", "", "new", "newer"),
];

describe("splitStatistics", () => {
  it("counts words and hashtags", () => {
    expect(splitStatistics(valid)).toMatchObject({
      posts: 3,
      wordsPerPost: 5 / 3,
      wordsPerConversation: 4 / 3,
      wordsPerTag: 6 / 5,
      tagsPerPost: 5 / 3,
      distinctTags: 4,
    });
  });

  it("finds hashtags whose words occur in a row, in percent of the gold hashtags", () => {
    const { tagInPost, tagInConversation, tagInEither } = splitStatistics([...train, ...valid]);
    expect(tagInPost).toBeCloseTo(100 / 8);
    expect(tagInConversation).toBeCloseTo(200 / 8);
    expect(tagInEither).toBeCloseTo(300 / 8);
  });

  it("gives percentiles of the lengths", () => {
    const posts = [4, 1, 2, 3, 100].map((n) => instance("w ".repeat(n), "", "t"));
    const { postLengths } = splitStatistics(posts);
    expect(postLengths).toEqual({ p25: 2, p50: 3, p75: 4, p90: expect.closeTo(61.6), max: 100 });
  });

  it("is zero for nothing", () => {
    expect(splitStatistics([])).toMatchObject({ posts: 0, wordsPerPost: 0, tagInPost: 0 });
    expect(splitStatistics([]).postLengths.max).toBe(0);
  });
});

describe("containsPhrase", () => {
  it.each([
    ["a b c", "b c", true],
    ["a b c", "a c", false],
    ["a a b", "a b", true],
    ["a b", "a b c", false],
    ["ab c", "b c", false],
    ["", "a", false],
  ])("of %j and %j is %s", (words, phrase, found) => {
    expect(containsPhrase(words.split(" "), phrase.split(" "))).toBe(found);
  });
});

describe("datasetStatistics", () => {
  const statistics = datasetStatistics({ train, valid, test: [instance("c", "x", "t")] });

  it("describes the whole and each split that has posts", () => {
    expect(statistics.all.posts).toBe(6);
    expect(statistics.splits.valid).toEqual(splitStatistics(valid));
    expect(Object.keys(datasetStatistics({ train, valid: [], test: [] }).splits)).toEqual([
      "train",
    ]);
  });

  it("tells what training has not shown", () => {
    expect(statistics.unseen.valid?.tags).toBeCloseTo((100 * 3) / 5);
    expect(statistics.unseen.valid?.posts).toBeCloseTo(100 / 3);
    expect(statistics.unseen.train).toBeUndefined();
  });

  it("counts posts that are in two splits", () => {
    expect(statistics.duplicates).toEqual([
      { split: "valid", earlier: "train", posts: 1, nearPosts: 1 },
      { split: "test", earlier: "train", posts: 0, nearPosts: 0 },
      { split: "test", earlier: "valid", posts: 1, nearPosts: 1 },
    ]);
  });

  it("counts posts that nearly repeat one of an earlier split, not of their own", () => {
    const words = Array.from({ length: 40 }, (_, i) => `w${i}`).join(" ");
    const near = (ending: string) => instance(`${words} ${ending}`, "", "t");
    const { duplicates } = datasetStatistics({
      train: [near("a")],
      valid: [near("b"), near("c"), instance("x y z", "", "t"), instance("x y z", "", "t")],
      test: [],
    });
    expect(duplicates).toEqual([{ split: "valid", earlier: "train", posts: 0, nearPosts: 2 }]);
  });

  it("names the most frequent hashtags as most authors wrote them", () => {
    const spelled = (surface: string) => ({ ...instance("p", "", "aus open"), surface: [surface] });
    const posts = ["ausopen", "AusOpen", "AusOpen"].map(spelled);
    const tags = (count: number) =>
      Array.from({ length: count }, (_, i) => instance("p", "", `tag${i}`));
    const { topTags } = datasetStatistics({ train: [...tags(25), ...posts], valid: [], test: [] });
    expect(topTags).toHaveLength(20);
    expect(topTags.slice(0, 2)).toEqual([
      { words: ["aus", "open"], surface: "AusOpen", posts: 3 },
      { words: ["tag0"], posts: 1 },
    ]);
  });

  it("sorts distinct hashtags into bins of five by how often they occur", () => {
    const often = (tag: string, times: number) =>
      Array.from({ length: times }, (_, i) => instance(`${tag}${i}`, "", tag));
    const posts = [...often("a", 5), ...often("b", 6), ...often("c", 50), ...often("d", 51)];
    const bins = datasetStatistics({ train: posts, valid: [], test: [] }).tagFrequency;
    expect(bins).toHaveLength(11);
    expect(bins.filter(({ share }) => share > 0)).toEqual([
      { from: 1, to: 5, tags: 1, share: 25 },
      { from: 6, to: 10, tags: 1, share: 25 },
      { from: 46, to: 50, tags: 1, share: 25 },
      { from: 51, tags: 1, share: 25 },
    ]);
  });

  it.skipIf(!hasShared("data/weibo8k"))(
    "agrees with the counts of real posts (needs ../shared)",
    () => {
      const expected = JSON.parse(readFileSync(sharedPath("data/weibo8k/counts.json"), "utf8"));
      const { train, valid = [] } = readAlignedLines(sharedPath("data/weibo8k"));
      for (const [split, posts] of Object.entries({ train, valid })) {
        const actual = splitStatistics(posts);
        const { words_per_post, words_per_conversation, tags_per_post } = expected[split];
        expect(actual.posts).toBe(expected[split].posts);
        expect(actual.distinctTags).toBe(expected[split].distinct_tags);
        expect(actual.wordsPerPost).toBeCloseTo(words_per_post, 2);
        expect(actual.wordsPerConversation).toBeCloseTo(words_per_conversation, 2);
        expect(actual.tagsPerPost).toBeCloseTo(tags_per_post, 3);
      }
    },
  );
});
