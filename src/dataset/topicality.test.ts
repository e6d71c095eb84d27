import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readText } from "../support/files.js";
import { Random } from "../support/random.js";
import { hashtagKey, type Instance } from "./instance.js";
import { LEAST_TOPICALITY, leaveOutNonTopical, topicality } from "./topicality.js";

const path = fileURLToPath(new URL("../../examples/sample/train.jsonl", import.meta.url));
const SAMPLE: Instance[] = readText(path)
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

/** The sample posts with a hashtag on so many of them, drawn at random; the same in `surface`. */
function planted(count: number, seed: number, tag = "fb"): Instance[] {
  const places = new Random(seed).shuffle([...SAMPLE.keys()]).slice(0, count);
  const chosen = new Set(places);
  return SAMPLE.map((instance, i) =>
    chosen.has(i) ? { ...instance, hashtags: [...instance.hashtags, [tag]] } : instance,
  );
}

function instance(post: string, ...hashtags: string[]): Instance {
  const words = hashtags.map((tag) => tag.split(" "));
  return { id: post, post: post.split(" "), conversation: [], hashtags: words };
}

const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value) / values.length;

describe("topicality", () => {
  it.each([20, 50, 400])(
    "is that of chance for #fb, on %i posts as on any other number",
    (count) => {
      const scores = Array.from(
        { length: 12 },
        (_, seed) => topicality(planted(count, seed)).get("fb")!,
      );
      expect(average(scores)).toBeGreaterThan(0.45);
      expect(average(scores)).toBeLessThan(0.55);
    },
  );

  it("is high for the hashtags of the sample, which have a topic each", () => {
    const scores = topicality(SAMPLE);
    expect(scores.size).toBeGreaterThan(9);
    for (const score of scores.values()) expect(score).toBeGreaterThan(0.8);
  });

  it("is 1 where the words give a hashtag away, and 0.5 where they say nothing", () => {
    const songs = Array.from({ length: 20 }, (_, i) => instance(`song w${i}`, "now playing", "fb"));
    const others = Array.from({ length: 20 }, (_, i) => instance(`w${i}`, "fb", "other"));
    const silent = Array.from({ length: 20 }, () => instance("song", "same", "fb"));
    expect(topicality([...songs, ...others]).get("now playing")).toBe(1);
    expect(
      topicality([...silent, ...silent.map((each) => ({ ...each, hashtags: [["x"]] }))]),
    ).toEqual(
      new Map([
        ["same", 0.5],
        ["fb", 0.5],
        ["x", 0.5],
      ]),
    );
  });

  it("has no opinion about rare hashtags, nor about one that all posts have", () => {
    const posts = Array.from({ length: 30 }, (_, i) => instance(`w${i % 4} x`, "all", `t${i % 2}`));
    expect(topicality(posts)).toEqual(new Map());
    expect(topicality([])).toEqual(new Map());
  });

  it("counts a post once that has a hashtag twice, and does not depend on other hashtags", () => {
    const posts = planted(60, 1);
    const twice = posts.map((each) => ({
      ...each,
      hashtags: [...each.hashtags, ...each.hashtags],
    }));
    expect(topicality(twice)).toEqual(topicality(posts));
    const alone = posts.map((each) => ({
      ...each,
      hashtags: each.hashtags.filter((tag) => hashtagKey(tag) === "fb"),
    }));
    expect(topicality(alone).get("fb")).toBe(topicality(posts).get("fb"));
  });
});

describe("leaveOutNonTopical", () => {
  it("takes out #fb and keeps all that the sample had", () => {
    const posts = planted(300, 3);
    const { instances, dropped, leftOut } = leaveOutNonTopical(posts, topicality(posts));
    expect(leftOut).toEqual(["fb"]);
    expect(dropped).toBe(0);
    expect(instances).toEqual(SAMPLE);
  });

  it("drops posts that have no hashtag left, and counts them", () => {
    const fb = { ...instance("b", "fb"), surface: ["FB"] };
    const both = { ...instance("c", "fb", "super bowl"), surface: ["FB", "SuperBowl"] };
    const posts = [instance("a", "super bowl"), fb, both, instance("d", "rare")];
    const scores = new Map([
      ["super bowl", LEAST_TOPICALITY],
      ["fb", LEAST_TOPICALITY - 0.01],
      ["ff", 0.2],
    ]);
    expect(leaveOutNonTopical(posts, scores)).toEqual({
      instances: [posts[0], { ...instance("c", "super bowl"), surface: ["SuperBowl"] }, posts[3]],
      dropped: 1,
      leftOut: ["ff", "fb"],
    });
    expect(leaveOutNonTopical(posts, scores, 0).instances).toEqual(posts);
  });
});
