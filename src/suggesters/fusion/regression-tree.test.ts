import { describe, expect, it } from "vitest";
import { Random } from "../../support/random.js";
import { FeatureBins } from "./feature-bins.js";
import { growTree, stepOf, type Tree } from "./regression-tree.js";

const leavesOf = (tree: Tree): number =>
  typeof tree === "number" ? 1 : leavesOf(tree.below) + leavesOf(tree.above);

/** Squared error from 0: the step of a leaf is the mean of its targets, but for the penalty. */
function grow(
  values: number[][],
  targets: number[],
  growth: Partial<Parameters<typeof growTree>[2]> = {},
) {
  const features = values[0]?.length ?? 0;
  const flat = Float32Array.from(values.flat());
  const slopes = {
    gradient: Float64Array.from(targets, (target) => -target),
    curvature: new Float64Array(targets.length).fill(1),
  };
  const all = {
    leaves: 4,
    fewest: 1,
    penalty: 0,
    features: [...Array(features).keys()],
    ...growth,
  };
  const tree = growTree(new FeatureBins(flat, features), slopes, all);
  return { tree, predict: (row: number) => stepOf(tree, flat, row * features) };
}

describe("a regression tree", () => {
  it("finds where the targets change", () => {
    const values = [1, 2, 3, 4, 5, 6].map((x) => [0, x]);
    const { tree, predict } = grow(values, [2, 2, 2, 9, 9, 9]);
    expect(tree).toMatchObject({ feature: 1, threshold: 3 });
    expect([0, 1, 2, 3, 4, 5].map(predict)).toEqual([2, 2, 2, 9, 9, 9]);
  });

  it("has no more leaves than allowed, nor smaller ones", () => {
    const random = new Random(1);
    const values = Array.from({ length: 200 }, () => [random.normal(), random.normal()]);
    const targets = values.map(([x, y]) => Math.sin(3 * (x as number)) + (y as number));
    const { tree, predict } = grow(values, targets, { leaves: 5, fewest: 30 });
    expect(leavesOf(tree)).toBe(5);
    const sizes = new Map<number, number>();
    for (let row = 0; row < 200; row++) sizes.set(predict(row), (sizes.get(predict(row)) ?? 0) + 1);
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(30);
  });

  it("asks only for the features it may ask for", () => {
    const values = [1, 2, 3, 4].map((x) => [x, 5 - x]);
    expect(grow(values, [0, 0, 1, 1], { features: [1] }).tree).toMatchObject({ feature: 1 });
  });

  it("is one step where nothing tells rows apart, smaller by the penalty", () => {
    expect(grow([[7], [7], [7]], [1, 2, 3]).tree).toBe(2);
    expect(grow([[7], [7], [7]], [1, 2, 3], { penalty: 3 }).tree).toBe(1);
  });
});
