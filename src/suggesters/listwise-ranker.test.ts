import { describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { type Candidates, ListwiseRanker, softmax } from "./listwise-ranker.js";

/** Lists in which the candidate with the largest sum of the first two of three features is right. */
function makeLists(count: number, seed: number): Candidates[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const features = Float32Array.from({ length: 15 }, (_, i) =>
      i % 3 === 2 ? 100 + random.normal() : random.normal(),
    );
    const sums = [0, 1, 2, 3, 4].map((row) => features[3 * row] + features[3 * row + 1]);
    const best = sums.indexOf(Math.max(...sums));
    return { features, isRight: Uint8Array.from(sums, (_, row) => (row === best ? 1 : 0)) };
  });
}

const bestOf = (scores: Float64Array) => scores.indexOf(Math.max(...scores));

describe("ListwiseRanker", () => {
  const ranker = ListwiseRanker.fit(makeLists(300, 1), 3);

  it("learns which features make a candidate right", () => {
    const lists = makeLists(200, 2);
    const right = lists.filter(({ features, isRight }) => isRight[bestOf(ranker.scores(features))]);
    expect(right.length).toBeGreaterThan(190);
    const [first, second, noise] = ranker.toJSON().weights;
    expect(Math.min(first, second)).toBeGreaterThan(10 * Math.abs(noise));
  });

  it("survives being written down", () => {
    const read = new ListwiseRanker(JSON.parse(JSON.stringify(ranker)));
    const [{ features }] = makeLists(1, 3);
    expect(read.scores(features)).toEqual(ranker.scores(features));
  });

  it("learns nothing from lists without a right candidate, and from a feature that never differs", () => {
    const lists = makeLists(100, 4).map(({ features, isRight }) => ({
      features: features.map((value, i) => (i % 3 === 2 ? 7 : value)),
      isRight,
    }));
    const without = lists.map(({ features }) => ({ features, isRight: new Uint8Array(5) }));
    const [one, other] = [lists, [...lists, ...without]].map((each) => ListwiseRanker.fit(each, 3));
    expect(other.toJSON()).toEqual(one.toJSON());
    expect(one.toJSON().weights[2]).toBeCloseTo(0);
  });
});

describe("softmax", () => {
  it("gives shares that add up to 1, however large the scores", () => {
    const shares = softmax(Float64Array.of(1000, 1000 + Math.log(3)));
    expect(shares[0]).toBeCloseTo(0.25);
    expect(shares[1]).toBeCloseTo(0.75);
  });
});
