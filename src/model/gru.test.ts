import { describe, expect, it } from "vitest";
import { Graph } from "../graph/graph.js";
import { Session } from "../graph/session.js";
import type { TensorData } from "../graph/tensor-data.js";
import { Random } from "../support/random.js";
import { biGru } from "./gru.js";
import { Parameters, sizeOf } from "./parameters.js";

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
type Numbers = (name: string, ...place: number[]) => number;

/** One step of one direction, unit by unit, as the formulas read. */
function step(h: number[], x: number[], direction: number, at: Numbers): number[] {
  const [H, name] = [h.length, direction === 0 ? "forward" : "backward"];
  const dot = (values: number[], weight: (i: number) => number) =>
    values.reduce((sum, value, i) => sum + value * weight(i), 0);
  const input = (part: string, unit: number) =>
    dot(x, (i) => at(`l.${name}.${part}.weight`, i, unit)) + at(`l.${name}.${part}.bias`, unit);
  const recurrent = (part: string, unit: number) =>
    dot(h, (i) => at(`l.${part}.recurrent`, direction, i, unit));
  return h.map((before, unit) => {
    const reset = sigmoid(input("gates", unit) + recurrent("gates", unit));
    const update = sigmoid(input("gates", H + unit) + recurrent("gates", H + unit));
    const candidate = Math.tanh(input("candidate", unit) + reset * recurrent("candidate", unit));
    return (1 - update) * before + update * candidate;
  });
}

/** The states `[T][H]` of one direction over the words of one sequence. */
function states(xs: number[][], H: number, direction: number, at: Numbers): number[][] {
  const order = direction === 0 ? [...xs.keys()] : [...xs.keys()].reverse();
  const result: number[][] = [];
  let h = new Array<number>(H).fill(0);
  for (const t of order) result[t] = h = step(h, xs[t], direction, at);
  return result;
}

describe("biGru", () => {
  it("computes what the formulas say, for the words of each sequence alone", async () => {
    const [T, lengths, D, H] = [4, [4, 2], 2, 3];
    const graph = new Graph("float64");
    const parameters = new Parameters(graph);
    const x = graph.input("x", ["T", "B", D]);
    const result = biGru(parameters, "l", x, graph.input("present", ["T", "B", 1]), H);
    graph.output("hidden", result.hidden);
    graph.output("last", result.last);

    const random = new Random(1);
    const draw = (dims: readonly number[]): TensorData => ({
      data: Float64Array.from({ length: sizeOf(dims) }, () => random.normal()),
      dims,
    });
    const feeds: Record<string, TensorData> = { x: draw([T, 2, D]) };
    for (const { name, shape } of parameters.specs) feeds[name] = draw(shape);
    const at: Numbers = (name, ...place) => {
      const { data, dims } = feeds[name];
      return Number(data[place.reduce((index, i, axis) => index * dims[axis] + i, 0)]);
    };
    const presence = Array.from({ length: T }, (_, t) => lengths.map((length) => +(t < length)));
    feeds.present = { data: Float64Array.from(presence.flat()), dims: [T, 2, 1] };
    const session = await Session.create(graph, { threads: 1 });
    const { hidden, last } = await session.run(feeds);

    lengths.forEach((length, b) => {
      const words = Array.from({ length }, (_, t) => [at("x", t, b, 0), at("x", t, b, 1)]);
      const [forward, backward] = [0, 1].map((direction) => states(words, H, direction, at));
      const row = (t: number) => [
        ...hidden.data.slice((t * 2 + b) * 2 * H, (t * 2 + b + 1) * 2 * H),
      ];
      const expectRow = (found: unknown[], expected: number[]) =>
        found.forEach((number, i) => {
          expect(number).toBeCloseTo(expected[i], 12);
        });
      words.forEach((_, t) => {
        expectRow(row(t), [...forward[t], ...backward[t]]);
      });
      const ends = [...last.data.slice(b * 2 * H, (b + 1) * 2 * H)];
      expectRow(ends, [...forward[length - 1], ...backward[0]]);
    });
    await session.close();
  });
});
