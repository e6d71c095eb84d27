import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { drawFrom, gridOf, NEURAL_SPACE, readSearchSpace } from "./search-space.js";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "space-"));
});
afterAll(() => rmSync(root, { recursive: true }));

const read = (space: unknown) => {
  const path = join(root, "grid.json");
  writeFileSync(path, JSON.stringify(space));
  return readSearchSpace(path);
};

describe("gridOf", () => {
  it("has every combination once", () => {
    expect(gridOf(read({ a: [1, 2, 2], b: ["x"], c: [true, false] }))).toEqual([
      { a: 1, b: "x", c: true },
      { a: 1, b: "x", c: false },
      { a: 2, b: "x", c: true },
      { a: 2, b: "x", c: false },
    ]);
  });

  it("refuses a range", () => {
    const space = read({ a: [1], rate: { from: 0.1, to: 1 } });
    expect(() => gridOf(space)).toThrow(/"rate" is a range.*--random N/);
  });
});

describe("drawFrom", () => {
  it("draws different combinations, the same from the same seed", () => {
    const drawn = drawFrom(NEURAL_SPACE, 30, 1);
    expect(new Set(drawn.map((each) => JSON.stringify(each))).size).toBe(30);
    expect(drawFrom(NEURAL_SPACE, 30, 1)).toEqual(drawn);
    expect(drawFrom(NEURAL_SPACE, 30, 2)).not.toEqual(drawn);
  });

  it("stays within ranges; on a log scale half of the draws are below the geometric mean", () => {
    const space = read({
      rate: { from: 0.001, to: 0.1, scale: "log" },
      size: { from: 10, to: 20, whole: true },
      share: { from: 0, to: 1 },
    });
    const drawn = drawFrom(space, 400, 3) as { rate: number; size: number; share: number }[];
    for (const { rate, size } of drawn) {
      expect(rate).toBeGreaterThanOrEqual(0.001);
      expect(rate).toBeLessThanOrEqual(0.1);
      expect(Number.isInteger(size) && size >= 10 && size <= 20).toBe(true);
    }
    const below = drawn.filter(({ rate }) => rate < 0.01).length;
    expect(below / drawn.length).toBeCloseTo(0.5, 1);
    expect(drawn.filter(({ share }) => share < 0.5).length / drawn.length).toBeCloseTo(0.5, 1);
  });

  it("ends where there are no more combinations", () => {
    expect(drawFrom(read({ a: [1, 2] }), 10, 1)).toHaveLength(2);
  });
});

describe("readSearchSpace refuses", () => {
  it.each([
    [{}, /names no setting/],
    [{ a: [] }, /field "a"/],
    [{ a: 3 }, /field "a": expected a list of values, or \{"from", "to"\}/],
    [{ a: { from: 2, to: 1 } }, /field "a"/],
    [{ a: { from: 0, to: 1, scale: "log" } }, /field "a"/],
  ])("%o", (space, message) => {
    expect(() => read(space)).toThrow(UserError);
    expect(() => read(space)).toThrow(message);
  });
});
