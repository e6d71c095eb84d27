import { describe, expect, it } from "vitest";
import { adam, squaredNorm } from "./adam.js";

const numbers = (...values: number[]) => ({
  values: Float32Array.from(values),
  first: new Float32Array(values.length),
  second: new Float32Array(values.length),
});

describe("adam", () => {
  it("takes the steps that were worked out by hand", () => {
    const trained = numbers(1);
    const { values, first, second } = trained;
    // m = 0.1 · 0.5, v = 0.001 · 0.25; unbiased 0.5 and 0.25: a step of 0.1 · 0.5 / 0.5.
    adam(trained, 0, Float32Array.of(0.5), 0, 1, { learningRate: 0.1, step: 1, scale: 1 });
    expect(first[0]).toBeCloseTo(0.05, 8);
    expect(second[0]).toBeCloseTo(0.00025, 9);
    expect(values[0]).toBeCloseTo(0.9, 7);
    // m = 0.9 · 0.05 - 0.1 · 0.25 = 0.02, v = 0.999 · 0.00025 + 0.001 · 0.0625 = 0.00031225;
    // unbiased 0.02 / 0.19 and 0.00031225 / 0.001999: a step of 0.1 · 0.1052632 / 0.3952254.
    adam(trained, 0, Float32Array.of(-0.25), 0, 1, { learningRate: 0.1, step: 2, scale: 1 });
    expect(first[0]).toBeCloseTo(0.02, 8);
    expect(second[0]).toBeCloseTo(0.00031225, 9);
    expect(values[0]).toBeCloseTo(0.8733663, 6);
  });

  it("scales gradients before anything else", () => {
    const trained = numbers(1);
    adam(trained, 0, Float32Array.of(5), 0, 1, { learningRate: 0.1, step: 1, scale: 0.1 });
    expect(trained.first[0]).toBeCloseTo(0.05, 8);
    expect(trained.second[0]).toBeCloseTo(0.00025, 9);
  });

  it("changes only the numbers it is told to, with the gradients it is told", () => {
    const trained = numbers(1, 2, 3, 4, 5);
    const gradient = Float32Array.of(7, 7, 1, -1);
    adam(trained, 1, gradient, 2, 2, { learningRate: 0.5, step: 1, scale: 1 });
    expect([...trained.values].map((x) => Number(x.toFixed(5)))).toEqual([1, 1.5, 3.5, 4, 5]);
    expect([...trained.first].map(Math.sign)).toEqual([0, 1, -1, 0, 0]);
    expect([...trained.second].map(Math.sign)).toEqual([0, 1, 1, 0, 0]);
  });

  it("leaves a number without gradient where it is", () => {
    const trained = numbers(3);
    adam(trained, 0, Float32Array.of(0), 0, 1, { learningRate: 0.1, step: 1, scale: 1 });
    expect(trained.values[0]).toBe(3);
  });
});

describe("squaredNorm", () => {
  it("sums squares of a part", () => {
    expect(squaredNorm(Float32Array.of(9, 1, 2, 3, 9), 1, 3)).toBe(14);
  });
});
