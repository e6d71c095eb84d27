import { describe, expect, it } from "vitest";
import { threeSplits } from "../../../test/study.js";
import { hashtagKey, type Instance } from "../../dataset/instance.js";
import { leaveOutNonTopical, topicality } from "../../dataset/topicality.js";
import { UserError } from "../../support/errors.js";
import { Random } from "../../support/random.js";
import { changeTraining, PLANTED_KEY, plant } from "./training-change.js";

/** Posts about one of four things, each with its hashtag. */
function posts(count: number): Instance[] {
  const random = new Random(1);
  return Array.from({ length: count }, (_, i) => ({
    id: String(i),
    post: [...Array.from({ length: 6 }, () => `thing${i % 4}-${random.below(8)}`), "and"],
    conversation: [],
    hashtags: [[`about${i % 4}`]],
    surface: [`About${i % 4}`],
  }));
}

const PLANTED = { share: 0.2, seed: 3 };
const data = threeSplits(posts(200), posts(20));
const tagged = (instances: readonly Instance[]) =>
  instances.filter(({ hashtags }) => hashtags.some((tag) => hashtagKey(tag) === PLANTED_KEY));

describe("changeTraining", () => {
  it("leaves everything as it is where nothing is to be changed", () => {
    expect(changeTraining(data, {})).toBe(data);
  });

  it("puts a hashtag on a share of the training posts, drawn by seed, and on no others", () => {
    const before = structuredClone(data);
    const { train, valid, info } = changeTraining(data, { planted: PLANTED });
    expect(data).toEqual(before);
    expect(valid).toBe(data.valid);
    expect(info.hash).not.toBe(data.info.hash);
    expect(tagged(train)).toHaveLength(40);
    expect(
      tagged(train).every(({ surface, hashtags }) => surface?.length === hashtags.length),
    ).toBe(true);
    expect(plant(data.train, PLANTED)).toEqual(train);
    expect(plant(data.train, { ...PLANTED, seed: 4 })).not.toEqual(train);
  });

  it("takes hashtags without a topic out again, and gives back the posts as they were", () => {
    const scores = topicality(plant(data.train, PLANTED));
    expect(scores.get(PLANTED_KEY)).toBeLessThan(0.6);
    const { train } = changeTraining(data, { planted: PLANTED, topicality: 0.6 });
    expect(train).toEqual(leaveOutNonTopical(data.train, topicality(data.train), 0.6).instances);
    expect(train).toEqual(data.train);
  });

  it("hides hashtags before", () => {
    const hidden = { split: "valid", share: 0.25, seed: 1 } as const;
    const { train } = changeTraining(data, { hidden, planted: PLANTED });
    expect(train).toHaveLength(150);
    expect(tagged(train)).toHaveLength(30);
  });

  it("refuses to leave no training post", () => {
    const alike = posts(60).map((each, i) => ({
      ...each,
      post: ["all", "alike"],
      hashtags: [[`tag${i % 2}`]],
    }));
    const dataset = threeSplits(alike, posts(4));
    expect(() => changeTraining(dataset, { topicality: 0.6 })).toThrow(UserError);
    expect(() => changeTraining(dataset, { topicality: 0.6 })).toThrow(/lower "topicality"/);
  });
});
