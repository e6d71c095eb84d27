import { describe, expect, it } from "vitest";
import { layOutCurve, nearestEpoch } from "./curve-layout.js";

const FRAME = { left: 50, right: 350, top: 0, bottom: 200 };

function history(...losses: [training: number, validation: number][]) {
  return losses.map(([trainingLoss, validationLoss], i) => {
    return { epoch: i + 1, trainingLoss, validationLoss, learningRate: 0.01 };
  });
}

describe("layOutCurve", () => {
  it("spreads epochs and losses over the frame", () => {
    const layout = layOutCurve(history([4, 4], [2, 3], [0, 3]), FRAME);
    expect(layout.training).toBe("M50 0L200 100L350 200");
    expect(layout.validation).toBe("M50 0L200 50L350 50");
    expect(layout.epochs.map(({ at, label }) => [at, label])).toEqual([
      [50, "1"],
      [200, "2"],
      [350, "3"],
    ]);
    expect(layout.losses[0]).toEqual({ at: 200, label: "0" });
  });

  it("finds the best epoch, the first of equals", () => {
    expect(layOutCurve(history([4, 4], [2, 3], [0, 3]), FRAME).best).toBe(1);
  });

  it("draws a single epoch in the middle", () => {
    const { points } = layOutCurve(history([1, 1]), FRAME);
    expect(points).toEqual([{ x: 200, training: 100, validation: 100 }]);
  });
});

describe("nearestEpoch", () => {
  it("is found beyond the ends too", () => {
    const layout = layOutCurve(history([4, 4], [2, 3], [0, 3]), FRAME);
    expect([-9, 120, 130, 999].map((x) => nearestEpoch(layout, x))).toEqual([0, 0, 1, 2]);
  });
});
