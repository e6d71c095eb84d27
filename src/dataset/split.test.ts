import { describe, expect, it } from "vitest";
import { splitInstances } from "./split.js";

const instances = Array.from({ length: 200 }, (_, i) => ({
  id: `${i}`,
  post: [`post${i % 190}`],
  conversation: [`reply${i}`],
  hashtags: [["x"]],
}));
const ids = (part: readonly { id: string }[]) => part.map(({ id }) => id);

describe("splitInstances", () => {
  const splits = splitInstances(instances, 1);

  it("puts every instance into one split, 80/10/10", () => {
    const all = [...splits.train, ...splits.valid, ...splits.test];
    expect(ids(all).sort()).toEqual(ids(instances).sort());
    expect([splits.train.length, splits.valid.length, splits.test.length]).toEqual([160, 20, 20]);
  });

  it("keeps posts with the same words together", () => {
    const words = Object.values(splits).map((part) => new Set(part.map(({ post }) => post[0])));
    expect(words.reduce((sum, set) => sum + set.size, 0)).toBe(190);
  });

  it("depends on the seed and on nothing else", () => {
    expect(splitInstances(instances, 1)).toEqual(splits);
    expect(ids(splitInstances(instances, 2).test)).not.toEqual(ids(splits.test));
  });
});
