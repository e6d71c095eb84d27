import { describe, expect, it } from "vitest";
import { Random } from "../../support/random.js";
import { type Candidates, ListwiseRanker, rankerSchema, softmax } from "./listwise-ranker.js";

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
  const ranker = ListwiseRanker.fit(makeLists(600, 1), 1);

  it("learns which features make a candidate right", () => {
    const lists = makeLists(200, 2);
    const right = lists.filter(
      ({ features, isRight }) => isRight[bestOf(ranker.scores(features, 5))],
    );
    expect(right.length).toBeGreaterThan(170);
  });

  it("learns what no weighted sum can tell: that a feature must be neither small nor large", () => {
    const random = new Random(5);
    const lists = Array.from({ length: 400 }, () => {
      const features = Float32Array.from({ length: 5 }, () => random.normal());
      const sizes = features.map(Math.abs);
      const best = sizes.indexOf(Math.min(...sizes));
      return { features, isRight: Uint8Array.from(features, (_, row) => (row === best ? 1 : 0)) };
    });
    const trained = ListwiseRanker.fit(lists.slice(0, 300), 1);
    const right = lists
      .slice(300)
      .filter(({ features, isRight }) => isRight[bestOf(trained.scores(features, 5))]);
    expect(right.length).toBeGreaterThan(75);
  });

  it("survives being written down", () => {
    const read = new ListwiseRanker(rankerSchema.parse(JSON.parse(JSON.stringify(ranker))));
    const [{ features }] = makeLists(1, 3);
    expect(read.scores(features, 5)).toEqual(ranker.scores(features, 5));
  });

  it("learns nothing from lists without a right candidate", () => {
    const lists = makeLists(100, 4);
    const without = lists.map(({ features }) => ({ features, isRight: new Uint8Array(5) }));
    const [one, other] = [lists, [...lists, ...without]].map((each) => ListwiseRanker.fit(each, 1));
    expect(other.toJSON()).toEqual(one.toJSON());
  });

  it("scores all alike that it has no reason to tell apart", () => {
    const blind = ListwiseRanker.fit([], 1);
    expect([...blind.scores(Float32Array.of(1, 2), 2)]).toEqual([0, 0]);
  });
});

describe("softmax", () => {
  it("gives shares that add up to 1, however large the scores", () => {
    const shares = softmax(Float64Array.of(1000, 1000 + Math.log(3)));
    expect(shares[0]).toBeCloseTo(0.25);
    expect(shares[1]).toBeCloseTo(0.75);
  });
});
