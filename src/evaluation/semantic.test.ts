import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { readText } from "../support/files.js";
import { readHashtagLines } from "./lines.js";
import { semanticScores } from "./semantic.js";
import { type HashtagSimilarity, learnSimilarity, type TaggedPost } from "./semantic-similarity.js";

const tagged = (post: string, ...hashtags: string[]): TaggedPost => ({
  post: post.split(" "),
  hashtags: hashtags.map((tag) => tag.split(" ")),
});

const TRAINING = [
  tagged("touchdown for the team", "super bowl"),
  tagged("touchdown and the defence", "steelers"),
  tagged("the quarterback and the team", "steelers"),
  tagged("the soup is hot", "lunch"),
  tagged("a cake for her", "happy birthday ann"),
  tagged("a candle for him", "happy birthday bob"),
  tagged("the party for ann", "ann"),
];
const similarity = learnSimilarity(TRAINING);
const near = (a: string, b: string) => similarity(a.split(" "), b.split(" "));

describe("learnSimilarity", () => {
  it("takes hashtags for one that differ in case, spaces or the last word's ending", () => {
    expect(near("Super Bowl", "super bowls")).toBe(1);
    expect(near("super bowl", "superbowl")).toBe(1);
  });

  it("sees that posts of two hashtags are about the same", () => {
    expect(near("super bowl", "steelers")).toBeGreaterThan(0.2);
    expect(near("super bowl", "lunch")).toBeLessThan(0.05);
  });

  it("counts a shared word by how rare it is among hashtags", () => {
    const [ann, wish] = [near("go ann", "happy birthday ann"), near("go happy", "happy wish")];
    expect(ann).toBeGreaterThan(near("happy cat", "happy birthday bob"));
    // Of the seven distinct hashtags' words only "happy" is in two: weights ln(7/3)^2 and, unseen, ln(7)^2.
    const [common, unseen] = [Math.log(7 / 3) ** 2, Math.log(7) ** 2];
    expect(wish).toBeCloseTo(common / (common + unseen), 10);
  });

  it("shares stems, and characters in Chinese", () => {
    expect(near("running shoes now", "run shoes fast")).toBeGreaterThan(0.5);
    expect(near("李易峰 生日快乐", "李易峰")).toBeGreaterThan(0.5);
    expect(near("马航 航班 失联", "马航 失联 航班")).toBe(0.99);
  });

  it("has no opinion about hashtags that share nothing and that no post has", () => {
    expect(near("unheard", "unseen")).toBe(0);
    expect(learnSimilarity([])(["a"], ["b"])).toBe(0);
  });

  it("is symmetric, in [0, 1], and 1 for the same", () => {
    const tag = fc.array(fc.constantFrom("super", "bowl", "happy", "ann", "lunch", "罗马", "x"), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(tag, tag, (a, b) => {
        expect(similarity(a, b)).toBeCloseTo(similarity(b, a), 12);
        expect(similarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(similarity(a, b) === 1).toBe(a.join("") === b.join(""));
      }),
    );
  });
});

describe("semanticScores", () => {
  const values: Record<string, number> = { "a b": 0.4, "a c": 0.2, "d b": 0.6 };
  const given = (a: readonly string[], b: readonly string[]) =>
    a[0] === b[0] ? 1 : (values[`${a[0]} ${b[0]}`] ?? 0);
  const tags = (...words: string[]) => words.map((word) => [word]);

  it("averages the nearest of the first predictions over gold hashtags, then over posts", () => {
    const gold = [tags("a", "d"), tags("a")];
    const predictions = [tags("c", "b"), tags("x", "x", "x", "x", "x", "a")];
    const scores = semanticScores(gold, predictions, given);
    expect(scores["semantic@1"]).toBeCloseTo((100 * (0.2 + 0)) / 2 / 2, 10);
    expect(scores["semantic@5"]).toBeCloseTo((100 * (0.4 + 0.6)) / 2 / 2, 10);
  });

  it("is recall where nothing is near, and 0 without predictions or gold", () => {
    const scores = semanticScores([tags("a", "d"), tags("a"), []], [tags("a"), []], given);
    expect(scores["semantic@1"]).toBeCloseTo((100 * 0.5) / 3, 10);
    expect(semanticScores([], [], given)).toEqual({ "semantic@1": 0, "semantic@5": 0 });
  });
});

/** Pairs of predicted and gold hashtags: unrelated 0, related 0.5, of the same meaning 1. */
function labelledPairs() {
  const path = new URL("../../test/golden/hashtag-pairs.tsv", import.meta.url);
  const lines = readText(fileURLToPath(path)).trimEnd().split("\n");
  return lines.map((line) => {
    const [a, b, label] = line.split("\t");
    return { a, b, label: Number(label) };
  });
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a, b].map((values) => {
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    return values.map((value) => value - mean);
  });
  return x.reduce((sum, value, i) => sum + value * y[i], 0) / Math.hypot(...x) / Math.hypot(...y);
}

describe.skipIf(!hasShared("data/weibo8k"))("on Weibo (needs ../shared)", () => {
  const folder = sharedPath("data/weibo8k/");
  let weibo: HashtagSimilarity;
  beforeAll(() => {
    const posts = readText(`${folder}train_post.txt`).trimEnd().split("\n");
    const tags = readHashtagLines(`${folder}train_tag.txt`);
    weibo = learnSimilarity(
      tags.map((hashtags, i) => ({ post: (posts[i] as string).split(" "), hashtags })),
    );
  });

  it("similarity agrees with labels that had no say in its shape", () => {
    const pairs = labelledPairs().filter((_, i) => i % 2 === 1);
    expect(pairs).toHaveLength(50);
    const scores = pairs.map(({ a, b }) => weibo(a.split(" "), b.split(" ")));
    const labels = pairs.map(({ label }) => label);
    expect(correlation(scores, labels)).toBeGreaterThan(0.68);
  });

  it("ranks systems as the exact metrics do, and predictions for other posts far below", () => {
    const gold = readHashtagLines(`${folder}valid_tag.txt`);
    const [authors, vote, svm] = ["authors", "bm25-vote", "linear-svm"].map((system) =>
      readHashtagLines(sharedPath(`golden/weibo8k-valid-${system}.txt`)),
    );
    const first = (predictions: string[][][]) =>
      semanticScores(gold, predictions, weibo)["semantic@1"];
    expect(first(svm)).toBeGreaterThan(first(vote) + 2);
    expect(first(vote)).toBeGreaterThan(first(authors) + 10);
    const others = [...svm.slice(100), ...svm.slice(0, 100)];
    expect(first(others)).toBeLessThan(first(svm) / 3);
  });
});
