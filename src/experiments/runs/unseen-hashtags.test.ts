import { describe, expect, it } from "vitest";
import { randomInstances } from "../../../test/instances.js";
import { post, threeSplits } from "../../../test/study.js";
import { hashtagKey, type Instance } from "../../dataset/instance.js";
import { UserError } from "../../support/errors.js";
import { hideHashtags, unseenPosts } from "./unseen-hashtags.js";

const keys = (instances: readonly Instance[]) =>
  instances.flatMap(({ hashtags }) => hashtags.map(hashtagKey));

const hidden = (share: number, seed = 1) => ({ split: "valid", share, seed }) as const;

describe("hideHashtags", () => {
  const data = threeSplits(
    randomInstances(200, 1, { tagWords: 4 }),
    randomInstances(40, 2, { tagWords: 4 }),
    randomInstances(40, 3, { tagWords: 4 }),
  );

  it("removes the drawn hashtags from training, and touches no other split", () => {
    const before = structuredClone(data);
    const reduced = hideHashtags(data, hidden(0.25));
    expect(data).toEqual(before);
    expect(reduced.valid).toBe(data.valid);
    expect(reduced.test).toBe(data.test);
    const known = new Set(keys(data.train));
    const left = new Set(keys(reduced.train));
    const distinct = new Set(keys(data.valid));
    const gone = [...known].filter((key) => !left.has(key));
    expect(gone.every((key) => distinct.has(key))).toBe(true);
    const drawn = Math.round(0.25 * distinct.size);
    const alreadyUnseen = [...distinct].filter((key) => !known.has(key)).length;
    expect(gone.length).toBeLessThanOrEqual(drawn);
    expect(gone.length).toBeGreaterThanOrEqual(drawn - alreadyUnseen);
    expect(gone.length).toBeGreaterThan(0);
  });

  it("keeps a post that has another hashtag, with that one, and its spelling", () => {
    const train = [
      { ...post("a", ["aus open", "tennis"]), surface: ["AusOpen", "Tennis"] },
      post("b", ["aus open"]),
      post("c", ["chess"]),
    ];
    const { train: left } = hideHashtags(threeSplits(train, [post("v", ["aus open"])]), hidden(1));
    expect(left).toEqual([{ ...train[0], hashtags: [["tennis"]], surface: ["Tennis"] }, train[2]]);
  });

  it("draws the same hashtags from the same seed, others from another, and has a hash of its own", () => {
    const [once, again, other] = [1, 1, 2].map((seed) => hideHashtags(data, hidden(0.3, seed)));
    expect(again!.train).toEqual(once!.train);
    expect(again!.info.hash).toBe(once!.info.hash);
    expect(other!.train).not.toEqual(once!.train);
    expect(new Set([data, once, other].map((each) => each!.info.hash)).size).toBe(3);
    expect(once!.info.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("refuses to leave no training post", () => {
    const small = threeSplits([post("a", ["x"]), post("b", ["x"])], [post("v", ["x"])]);
    expect(() => hideHashtags(small, hidden(1))).toThrow(UserError);
    expect(() => hideHashtags(small, hidden(1))).toThrow(/every training post .* larger dataset/);
  });
});

describe("unseenPosts", () => {
  it("finds posts none of whose hashtags is in training", () => {
    const posts = [
      post("a", ["x"]),
      post("b", ["x", "y"]),
      post("c", ["y"]),
      post("d", ["y", "z"]),
    ];
    expect(unseenPosts(posts, [post("t", ["x"])])).toEqual([2, 3]);
  });

  it("makes a test of unseen hashtags from a split that has none", () => {
    const train = ["x", "y", "z"].map((tag) => post(`t-${tag}`, [tag]));
    const valid = ["x", "y", "z"].map((tag) => post(`v-${tag}`, [tag]));
    expect(() => unseenPosts(valid, train)).toThrow(UserError);
    expect(() => unseenPosts(valid, train)).toThrow(/no post to try unseen hashtags on/);
    const { train: left } = hideHashtags(threeSplits(train, valid), hidden(0.3));
    expect(left).toHaveLength(2);
    expect(unseenPosts(valid, left)).toHaveLength(1);
  });
});
