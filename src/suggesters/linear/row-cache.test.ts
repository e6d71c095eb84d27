import { describe, expect, it } from "vitest";
import { RowCache } from "./row-cache.js";

describe("RowCache", () => {
  it("works out a row once, while there is room", () => {
    const computed: number[] = [];
    const cache = new RowCache((row) => {
      computed.push(row);
      return Float32Array.of(row, row);
    }, 16);
    for (const row of [1, 2, 1, 3, 1, 2]) expect(cache.get(row)).toEqual(Float32Array.of(row, row));
    // 3 takes the room of 2, which was not asked for the longest.
    expect(computed).toEqual([1, 2, 3, 2]);
  });

  it("gives rows that are larger than all its room", () => {
    const cache = new RowCache(() => new Float32Array(100), 16);
    expect(cache.get(1)).toHaveLength(100);
    expect(cache.get(1)).toHaveLength(100);
  });
});
