import { describe, expect, it } from "vitest";
import { Random } from "../../support/random.js";
import { CalibratedRanker, calibratedRankerSchema } from "./calibrated-ranker.js";

/** Lists of five candidates, of which the one with the largest feature is right in so many of ten cases, else the first. */
function makeLists(count: number, share: number, seed: number) {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const features = Float32Array.from({ length: 5 }, () => random.normal());
    const best = features.indexOf(Math.max(...features));
    const right = random.below(10) < 10 * share ? best : random.below(5);
    return { features, isRight: Uint8Array.from(features, (_, row) => (row === right ? 1 : 0)) };
  });
}

const UNTESTED = [[0, 0]] as const;

describe("a calibrated ranker", () => {
  const ranker = CalibratedRanker.fit(makeLists(2000, 0.5, 1), 1, UNTESTED);

  it("is as often right as it says, on lists that it has not seen", () => {
    const likely = makeLists(2000, 0.5, 2).flatMap(({ features, isRight }) =>
      ranker
        .best(features, 5, 5)
        .filter(({ probability }) => probability > 0.4)
        .map(({ place, probability }) => ({ probability, isRight: isRight[place] as number })),
    );
    const [said, was] = (["probability", "isRight"] as const).map((name) =>
      likely.reduce((sum, each) => sum + each[name] / likely.length, 0),
    ) as [number, number];
    expect(Math.abs(said - was)).toBeLessThan(0.05);
    expect(was).toBeGreaterThan(0.4);
  });

  it("takes what it is told where few lists can tell", () => {
    const untested = CalibratedRanker.fit(makeLists(8, 0.5, 1), 1, UNTESTED);
    const [top] = untested.best(Float32Array.of(1, 2), 2, 1);
    expect(top?.probability).toBe(0);
  });

  it("survives being written down", () => {
    const json = calibratedRankerSchema.parse(JSON.parse(JSON.stringify(ranker)));
    const { features } = makeLists(1, 1, 3)[0];
    expect(CalibratedRanker.from(json).best(features, 5, 3)).toEqual(ranker.best(features, 5, 3));
  });

  it("knows nothing of an empty list", () => {
    expect(ranker.best(new Float32Array(), 0, 3)).toEqual([]);
  });
});
