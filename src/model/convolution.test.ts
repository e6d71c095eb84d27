import { describe, expect, it } from "vitest";
import { checkGradients } from "../../test/finite-differences.js";
import { layerCase } from "../../test/layers.js";
import { Graph } from "../graph/graph.js";
import { Session } from "../graph/session.js";
import { Random } from "../support/random.js";
import { convolution, maxOverTime } from "./convolution.js";
import { Parameters } from "./parameters.js";

/** Runs a convolution of one feature over texts of one number per word, all in one batch column. */
async function convolve(words: number[], weight: number[], bias: number): Promise<number[]> {
  const graph = new Graph();
  const trained = new Map([
    ["c.weight", Float32Array.from(weight)],
    ["c.bias", Float32Array.of(bias)],
  ]);
  const x = graph.input("x", ["T", 1, 1]);
  graph.output("y", convolution(new Parameters(graph, trained), "c", x, weight.length, 1));
  const session = await Session.create(graph, { threads: 1 });
  const { y } = await session.run({
    x: { data: Float32Array.from(words), dims: [words.length, 1, 1] },
  });
  await session.close();
  return Array.from(y.data, Number);
}

describe("convolution", () => {
  it.each<[string, number[], number[], number[]]>([
    ["of one word", [1, 2, 3], [10], [11, 21, 31]],
    ["of two words: one behind", [1, 2, 3], [10, 100], [211, 321, 31]],
    ["of three words: one on each side", [1, 2, 3], [10, 100, 1000], [2101, 3211, 321]],
    ["wider than the text", [5], [1, 10, 100, 1000, 10000], [501]],
  ])("sees a window %s", async (_, words, weight, expected) => {
    expect(await convolve(words, weight, 1)).toEqual(expected);
  });

  it.each([1, 2, 3, 5])("of width %i has the right gradients", async (width) => {
    const inputs = { x: { sizes: [3, 2, 2], shape: ["T", "B", 2] } };
    const test = layerCase(inputs, (p, { x }) => convolution(p, "c", x, width, 3));
    await checkGradients(test, width);
  });
});

describe("maxOverTime", () => {
  it("has the right gradients, none for padding", async () => {
    const present = { data: Float64Array.of(1, 1, 1, 0, 1, 0), dims: [3, 2, 1] };
    const test = layerCase(
      { x: { sizes: [3, 2, 2], shape: ["T", "B", 2] } },
      (_, { x, present }) => maxOverTime(x, present),
      { present: { ...present, shape: ["T", "B", 1] } },
    );
    await checkGradients(test, 1);
  });

  it("leaves out padding, also where all words are below it", async () => {
    const graph = new Graph();
    const x = graph.input("x", ["T", 2, 1]);
    graph.output("y", maxOverTime(x, graph.input("present", ["T", 2, 1])));
    const session = await Session.create(graph, { threads: 1 });
    const dims = [3, 2, 1];
    const { y } = await session.run({
      x: { data: Float32Array.of(-3, 7, -2, 9, 0, 8), dims },
      present: { data: Float32Array.of(1, 1, 1, 1, 0, 1), dims },
    });
    await session.close();
    expect([...y.data]).toEqual([-2, 9]);
  });
});

describe("a convolution of many features", () => {
  it("adds up to one product of whole windows", async () => {
    const random = new Random(1);
    const [T, n, width, F] = [6, 3, 3, 2];
    const draw = (length: number) => Float32Array.from({ length }, () => random.normal());
    const [words, weight, bias] = [draw(T * n), draw(n * width * F), draw(F)];
    const graph = new Graph();
    const trained = new Map([
      ["c.weight", weight],
      ["c.bias", bias],
    ]);
    const x = graph.input("x", ["T", 1, n]);
    graph.output("y", convolution(new Parameters(graph, trained), "c", x, width, F));
    const session = await Session.create(graph, { threads: 1 });
    const { y } = await session.run({ x: { data: words, dims: [T, 1, n] } });
    await session.close();
    for (let t = 0; t < T; t++) {
      for (let f = 0; f < F; f++) {
        let sum = bias[f];
        for (let k = 0; k < width; k++) {
          const at = t + k - 1;
          if (at < 0 || at >= T) continue;
          for (let i = 0; i < n; i++) sum += words[at * n + i] * weight[(i * width + k) * F + f];
        }
        expect(Number(y.data[t * F + f])).toBeCloseTo(sum, 4);
      }
    }
  });
});
