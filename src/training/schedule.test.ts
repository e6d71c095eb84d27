import { describe, expect, it } from "vitest";
import { advance, isOver, startSchedule } from "./schedule.js";

/** The schedule after epochs of these validation losses. */
const scheduleAfter = (losses: number[], rate = 0.001) =>
  losses.reduce((schedule, loss, i) => advance(schedule, i + 1, loss), startSchedule(rate));

describe("the schedule", () => {
  it("keeps its rate while the loss falls", () => {
    expect(scheduleAfter([5, 4, 3])).toEqual({
      learningRate: 0.001,
      best: 3,
      bestEpoch: 3,
      worse: 0,
    });
  });

  it("halves it after every epoch without a lower loss, equal ones too", () => {
    expect(scheduleAfter([5, 5])).toEqual({
      learningRate: 0.0005,
      best: 5,
      bestEpoch: 1,
      worse: 1,
    });
    expect(scheduleAfter([5, 6, 5.5])).toMatchObject({
      learningRate: 0.00025,
      bestEpoch: 1,
      worse: 2,
    });
  });

  it("compares with the best epoch, not with the last, and keeps the lower rate", () => {
    expect(scheduleAfter([5, 6, 5.5, 4])).toEqual({
      learningRate: 0.00025,
      best: 4,
      bestEpoch: 4,
      worse: 0,
    });
  });

  it("ends after as many epochs in a row without a lower loss as it has patience", () => {
    expect(isOver(scheduleAfter([5, 6, 6]), 3)).toBe(false);
    expect(isOver(scheduleAfter([5, 6, 6, 6]), 3)).toBe(true);
    expect(isOver(scheduleAfter([5, 6, 6, 4, 6, 6]), 3)).toBe(false);
  });

  it("ends when the rate falls below one millionth", () => {
    const worse = (epochs: number) => scheduleAfter([1, ...new Array(epochs).fill(2)]);
    // 0.001 / 2^9 is 1.95e-6, 0.001 / 2^10 is 0.98e-6.
    expect(isOver(worse(9), 100)).toBe(false);
    expect(isOver(worse(10), 100)).toBe(true);
  });
});
