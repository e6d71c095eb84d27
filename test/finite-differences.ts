import { expect } from "vitest";
import { gradients } from "../src/graph/gradient.js";
import { Graph, type Value } from "../src/graph/graph.js";
import { mul } from "../src/graph/operators/elementwise.js";
import { reduceSum } from "../src/graph/operators/reduction.js";
import { Session } from "../src/graph/session.js";
import type { TensorData } from "../src/graph/tensor-data.js";
import { Random } from "../src/support/random.js";

/** What is checked: the inputs' sizes, and the function, built in a float64 graph. */
export interface GradientCase {
  /** Sizes of the inputs that are differentiated by, with symbols where the graph has them. */
  readonly inputs: Record<string, { sizes: number[]; shape?: (number | string)[] }>;
  /** Tensors that stay as they are (indices, masks). */
  readonly fixed?: Record<string, TensorData & { shape?: (number | string)[] }>;
  /** Draws the elements of the inputs; standard normal numbers by default. */
  readonly draw?: (random: Random) => number;
  readonly build: (inputs: Record<string, Value>) => Value;
}

const STEP = 1e-5;

/**
 * Compares the gradients of `Σ weights · f(inputs)` for random weights with central finite
 * differences, element by element, in float64.
 */
export async function checkGradients(test: GradientCase, seed: number): Promise<void> {
  const random = new Random(seed);
  const { session, feeds, names } = await prepare(test, random);
  const analytic = await session.run(feeds);
  for (const name of names) {
    const { data } = feeds[name] as { data: Float64Array };
    const found = analytic[`d.${name}`] as { data: Float64Array };
    expect(found.data.length, `${name}: size of the gradient`).toBe(data.length);
    for (let i = 0; i < data.length; i++) {
      const at = data[i] as number;
      const loss = async (x: number): Promise<number> => {
        data[i] = x;
        return ((await session.run(feeds)).loss as { data: Float64Array }).data[0] as number;
      };
      const numeric = ((await loss(at + STEP)) - (await loss(at - STEP))) / (2 * STEP);
      data[i] = at;
      const scale = Math.max(1, Math.abs(numeric));
      expect(Math.abs((found.data[i] as number) - numeric) / scale, `${name}[${i}]`).toBeLessThan(
        1e-6,
      );
    }
  }
  await session.close();
}

async function prepare(test: GradientCase, random: Random) {
  const graph = new Graph("float64");
  const values: Record<string, Value> = {};
  const feeds: Record<string, TensorData> = {};
  const draw = test.draw ?? ((r: Random) => r.normal());
  for (const [name, { sizes, shape }] of Object.entries(test.inputs)) {
    values[name] = graph.input(name, shape ?? sizes);
    feeds[name] = { data: fill(sizes, () => draw(random)), dims: sizes };
  }
  for (const [name, { data, dims, shape }] of Object.entries(test.fixed ?? {})) {
    values[name] = graph.input(
      name,
      shape ?? dims,
      data instanceof BigInt64Array ? "int64" : "float64",
    );
    feeds[name] = { data, dims };
  }
  const result = test.build(values);
  const probe = await sizesOf(result, test, feeds);
  const weights = graph.input("weights", result.shape);
  feeds.weights = { data: fill(probe, () => random.normal()), dims: probe };
  const axes = result.shape.map((_, axis) => axis);
  const weighted = mul(result, weights);
  const loss = axes.length > 0 ? reduceSum(weighted, axes) : weighted;
  const names = Object.keys(test.inputs);
  const found = gradients(
    loss,
    names.map((name) => values[name] as Value),
  );
  graph.output("loss", loss);
  names.forEach((name, i) => {
    graph.output(`d.${name}`, found[i] as Value);
  });
  return { session: await Session.create(graph, { threads: 1 }), feeds, names };
}

/** The sizes of a result whose shape has symbols, found by running the forward part once. */
async function sizesOf(result: Value, test: GradientCase, feeds: Record<string, TensorData>) {
  if (result.shape.every((dim) => typeof dim === "number")) return result.shape as number[];
  const graph = new Graph("float64");
  const values: Record<string, Value> = {};
  for (const [name, { shape, sizes }] of Object.entries(test.inputs)) {
    values[name] = graph.input(name, shape ?? sizes);
  }
  for (const [name, { data, dims, shape }] of Object.entries(test.fixed ?? {})) {
    values[name] = graph.input(
      name,
      shape ?? dims,
      data instanceof BigInt64Array ? "int64" : "float64",
    );
  }
  graph.output("result", test.build(values));
  const session = await Session.create(graph, { threads: 1 });
  const { dims } = (await session.run(feeds)).result as TensorData;
  await session.close();
  return [...dims];
}

/** Random numbers of the given sizes. */
export function fill(sizes: readonly number[], draw: () => number): Float64Array {
  return Float64Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, draw);
}
