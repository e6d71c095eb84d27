import { describe, expect, it } from "vitest";
import { wrap } from "./wrap.js";

describe("wrap", () => {
  it("fills lines of less than 80 columns, and breaks no word", () => {
    const text = new Array(30).fill("seven77").join(" ");
    const lines = wrap(text, 4).split("\n");
    expect(lines.map((line) => line.length)).toEqual([75, 75, 75, 27]);
    expect(lines.map((line) => line.slice(4)).join(" ")).toBe(text);
    expect(wrap("x".repeat(90), 2)).toBe(`  ${"x".repeat(90)}`);
  });
});
