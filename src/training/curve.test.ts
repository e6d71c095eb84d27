import { describe, expect, it } from "vitest";
import { trainingCurve } from "./curve.js";
import type { EpochRecord } from "./history.js";

/** Epochs with the given validation losses; the training loss is one less. */
function history(losses: readonly number[], learningRate = 0.001): EpochRecord[] {
  return losses.map((validationLoss, i) => ({
    epoch: i + 1,
    trainingLoss: validationLoss - 1,
    validationLoss,
    learningRate,
    seconds: 10,
    postsPerSecond: 100,
  }));
}

/** The attributes of all elements of a name and a class, in their order. */
function elements(svg: string, name: string, className: string): Record<string, string>[] {
  const tags = [...svg.matchAll(new RegExp(`<${name} class="${className}"([^>]*)>`, "g"))];
  return tags.map(([, attributes]) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    ),
  );
}

function ticks(svg: string): string[] {
  return [...svg.matchAll(/<text class="tick"[^>]*>([^<]*)</g)].map(([, label]) => label);
}

describe("trainingCurve", () => {
  it("has a dot with its figures for both losses and the rate of every epoch", () => {
    const svg = trainingCurve(history([6.5, 5.25, 5.75]));
    for (const name of ["training", "validation", "rate"]) {
      expect(elements(svg, "circle", name)).toHaveLength(3);
    }
    expect(svg).toContain("<title>epoch 2: training loss 4.25</title>");
    expect(svg).toContain("<title>epoch 2: validation loss 5.25</title>");
    expect(svg).toContain("<title>epoch 3: learning rate 0.001</title>");
  });

  it("marks the first of the epochs with the lowest validation loss", () => {
    const svg = trainingCurve(history([6, 5, 5, 7]));
    const [, ring] = elements(svg, "circle", "best");
    const dot = elements(svg, "circle", "validation")[1];
    expect([ring.cx, ring.cy]).toEqual([dot.cx, dot.cy]);
    expect(svg).toContain("best epoch: 2, validation loss 5");
  });

  it("puts higher losses higher and later epochs to the right", () => {
    const svg = trainingCurve(history([8, 6, 4]));
    const dots = elements(svg, "circle", "validation");
    const [x, y] = [dots.map(({ cx }) => Number(cx)), dots.map(({ cy }) => Number(cy))];
    expect(x).toEqual(x.toSorted((a, b) => a - b));
    expect(y).toEqual(y.toSorted((a, b) => a - b));
    expect(new Set([...x, ...y]).size).toBe(6);
  });

  it("steps down where the learning rate is halved", () => {
    const halved = history([3, 3], 0.0005).map((each) => ({ ...each, epoch: each.epoch + 2 }));
    const [{ d }] = elements(trainingCurve([...history([5, 4]), ...halved]), "path", "line rate");
    const heights = [...d.matchAll(/V([\d.]+)/g)].map(([, height]) => Number(height));
    const start = Number(d.match(/^M[\d.]+ ([\d.]+)/)?.[1]);
    expect(heights[0]).toBe(start);
    expect(heights[1]).toBeGreaterThan(start);
    expect(heights[2]).toBe(heights[1]);
  });

  it.each([
    ["one epoch", history([5])],
    ["equal losses", history([5, 5, 5]).map((each) => ({ ...each, trainingLoss: 5 }))],
    ["losses of zero", history([1, 0])],
    ["many epochs", history(Array.from({ length: 500 }, (_, i) => 9 / (1 + i)))],
    ["tiny rates", history([5, 4], 1e-9)],
  ])("stays on the page with %s", (_, records) => {
    const svg = trainingCurve(records);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    for (const { cx, cy } of elements(svg, "circle", "(?:training|validation|rate)")) {
      expect(Number(cx)).toBeGreaterThanOrEqual(64);
      expect(Number(cx)).toBeLessThanOrEqual(696);
      expect(Number(cy)).toBeGreaterThanOrEqual(96);
      expect(Number(cy)).toBeLessThanOrEqual(404);
    }
    expect(ticks(svg).length).toBeLessThan(30);
  });

  it("labels its axes with round numbers", () => {
    const svg = trainingCurve(history([8.93, 5.21, 4.11]));
    expect(ticks(svg)).toEqual(expect.arrayContaining(["2", "4", "6", "8", "10"]));
    expect(ticks(svg)).toEqual(expect.arrayContaining(["0.0005", "0.001", "0.002", "1", "3"]));
  });

  it("has colours for dark pages", () => {
    expect(trainingCurve(history([5]))).toContain("@media (prefers-color-scheme: dark)");
  });

  it("closes every element", () => {
    const open: string[] = [];
    for (const [, close, name, self] of trainingCurve(history([5, 4])).matchAll(
      /<(\/?)([a-z]+)[^>]*?(\/?)>/g,
    )) {
      if (close) expect(open.pop()).toBe(name);
      else if (!self) open.push(name);
    }
    expect(open).toEqual([]);
  });

  it("refuses a training without epochs", () => {
    expect(() => trainingCurve([])).toThrow(RangeError);
  });
});
