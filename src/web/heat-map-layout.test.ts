import { describe, expect, it } from "vitest";
import { CELL, cellAt, labelRoom, strongest } from "./heat-map-layout.js";

const WEIGHTS = [
  [0.1, 0.7, 0.2],
  [0.5, 0.3, 0.2],
];

describe("labelRoom", () => {
  it("gives Chinese characters more room than Latin letters", () => {
    expect(labelRoom(["thunder"])).toBeLessThan(labelRoom(["打雷闪电下雨了"]));
  });

  it("has bounds", () => {
    expect(labelRoom([])).toBe(labelRoom(["a"]));
    expect(labelRoom(["a".repeat(100)])).toBe(labelRoom(["a".repeat(1000)]));
  });
});

describe("strongest", () => {
  it("names the largest of each row", () => {
    expect(strongest(WEIGHTS)).toEqual([1, 0]);
  });
});

describe("cellAt", () => {
  it("finds the cell, and none beside the map", () => {
    expect(cellAt(0, 0, WEIGHTS)).toEqual({ row: 0, column: 0 });
    expect(cellAt(3 * CELL - 1, 2 * CELL - 1, WEIGHTS)).toEqual({ row: 1, column: 2 });
    expect(cellAt(3 * CELL, 0, WEIGHTS)).toBeUndefined();
    expect(cellAt(0, 2 * CELL, WEIGHTS)).toBeUndefined();
    expect(cellAt(-1, 0, WEIGHTS)).toBeUndefined();
  });
});
