import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearTicks, logarithmicTicks, wholeTicks } from "./ticks.js";

describe("linearTicks", () => {
  it.each([
    [3.7, 8.9, 5, [2, 4, 6, 8, 10]],
    [4.11, 4.32, 5, [4.1, 4.15, 4.2, 4.25, 4.3, 4.35]],
    [0, 1200, 4, [0, 500, 1000, 1500]],
    [4, 4, 5, [3.6, 3.8, 4, 4.2, 4.4]],
    [0, 0, 2, [-1, 0, 1]],
  ])("from %d to %d in %d steps", (min, max, steps, expected) => {
    expect(linearTicks(min, max, steps).values).toEqual(expected);
  });

  it("enclose any data with a sensible number of ticks", () => {
    const losses = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(losses, losses, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(max === min || max - min > 1e-6 * max);
        const { from, to, values } = linearTicks(min, max, 5);
        expect(from).toBeLessThanOrEqual(min);
        expect(to).toBeGreaterThanOrEqual(max);
        expect(values.length).toBeGreaterThanOrEqual(3);
        expect(values.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe("wholeTicks", () => {
  it.each([
    [1, 1, [1]],
    [1, 8, [1, 2, 3, 4, 5, 6, 7, 8]],
    [1, 15, [2, 4, 6, 8, 10, 12, 14]],
    [1, 200, [20, 40, 60, 80, 100, 120, 140, 160, 180, 200]],
  ])("from %d to %d", (first, last, expected) => {
    expect(wholeTicks(first, last, 10)).toEqual(expected);
  });
});

describe("logarithmicTicks", () => {
  it.each([
    ["a constant", 0.001, 0.001, [0.0005, 0.001, 0.002]],
    ["a constant between", 0.003, 0.003, [0.002, 0.005]],
    ["some halvings", 0.00025, 0.001, [0.0002, 0.0005, 0.001]],
    ["many halvings", 0.00000195, 0.001, [0.000001, 0.00001, 0.0001, 0.001]],
    ["more decades than labels", 1e-8, 1, [1e-8, 1e-5, 0.01]],
  ])("for %s", (_, min, max, expected) => {
    expect(logarithmicTicks(min, max, 4).values).toEqual(expected);
  });

  it("reach around the data also where labels are left out", () => {
    expect(logarithmicTicks(1e-8, 1, 4)).toMatchObject({ from: 1e-8, to: 1 });
  });
});
