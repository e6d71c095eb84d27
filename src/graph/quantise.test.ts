import { describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { Graph, type Value } from "./graph.js";
import { storedNumbers, toOnnx } from "./onnx.js";
import { DATA_TYPE, decodeModel, dimsOf } from "./onnx-messages.js";
import { add, tanh } from "./operators/elementwise.js";
import { matmul } from "./operators/linear-algebra.js";
import { gather } from "./operators/selection.js";
import { quantise } from "./quantise.js";
import { scan } from "./scan.js";
import { Session } from "./session.js";
import type { TensorData } from "./tensor-data.js";

/** Random numbers whose size differs from column to column, so that one scale for all would not do. */
function matrix(rows: number, columns: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from(
    { length: rows * columns },
    (_, i) => random.normal() * 10 ** ((i % columns) % 4),
  );
}

const [ROWS, COLUMNS] = [40, 32];
/** The largest divisor of `ROWS` up to 32. */
const GROUP = 20;
const weights = matrix(ROWS, COLUMNS, 1);
const some = (dims: number[], seed: number): TensorData => ({
  data: matrix(
    1,
    dims.reduce((product, dim) => product * dim),
    seed,
  ).map((x) => x / 1000),
  dims,
});
const ids = (...numbers: number[]): TensorData => ({
  data: BigInt64Array.from(numbers, BigInt),
  dims: [numbers.length],
});

/** A graph whose outputs `build` makes, by their names, in both forms. */
function bothForms(build: (graph: Graph) => Record<string, Value>) {
  const graph = new Graph();
  for (const [name, value] of Object.entries(build(graph))) graph.output(name, value);
  const float32 = toOnnx(graph);
  return { float32, int8: quantise(float32) };
}

async function run(model: Uint8Array, feeds: Record<string, TensorData>) {
  const session = await Session.create(model, { threads: 1 });
  try {
    return await session.run(feeds);
  } finally {
    await session.close();
  }
}

const numbersOf = (results: Record<string, TensorData>, name: string): number[] =>
  Array.from(results[name]!.data as Float32Array);

/** Half of the scale of some numbers, which none of them is off by more than. */
const halfScale = (numbers: readonly number[]): number =>
  (Math.max(...numbers.map(Math.abs)) / 127 / 2) * 1.001;

describe("quantise", () => {
  it.each([
    { rows: 600, groups: 20 },
    { rows: 64, groups: 2 },
    { rows: 37, groups: 1 },
    { rows: 86, groups: 1 },
  ])("gives columns of $rows numbers scales for $groups groups", ({ rows, groups }) => {
    const { int8 } = bothForms((graph) => ({
      y: matmul(graph.input("x", ["B", rows]), graph.tensor("w", [rows, 40], matrix(rows, 40, 3))),
    }));
    const stored = decodeModel(int8).graph.initializer;
    const scales = stored.find(({ data_type }) => data_type === DATA_TYPE.float32)!;
    expect(dimsOf(scales)).toEqual([groups, 1, 40]);
  });

  it("gives matrix products within what half a scale per group allows, and not exactly", async () => {
    const { float32, int8 } = bothForms((graph) => ({
      y: matmul(graph.input("x", ["B", ROWS]), graph.tensor("w", [ROWS, COLUMNS], weights)),
    }));
    const x = some([5, ROWS], 2);
    const [exact, rounded] = await Promise.all([run(float32, { x }), run(int8, { x })]);
    const [a, b] = [numbersOf(exact, "y"), numbersOf(rounded, "y")];
    expect(b).not.toEqual(a);
    b.forEach((y, i) => {
      const [post, column] = [Math.floor(i / COLUMNS), i % COLUMNS];
      const bounds = [0, GROUP].map((start) => {
        const rows = Array.from({ length: GROUP }, (_, row) => start + row);
        const inputs = rows.map((row) => Math.abs(Number(x.data[post * ROWS + row])));
        const group = rows.map((row) => weights[row * COLUMNS + column]!);
        return inputs.reduce((sum, each) => sum + each, 0) * halfScale(group);
      });
      expect(Math.abs(y - a[i]!)).toBeLessThanOrEqual(bounds[0]! + bounds[1]!);
    });
  });

  it("gives rows of a table within half a scale per row", async () => {
    // Rows that differ in size.
    const table = matrix(1, ROWS * COLUMNS, 3).map(
      (x, i) => x * 10 ** (Math.floor(i / COLUMNS) % 4),
    );
    const { float32, int8 } = bothForms((graph) => ({
      rows: gather(
        graph.tensor("table", [ROWS, COLUMNS], table),
        graph.input("ids", ["T"], "int64"),
      ),
    }));
    const asked = [3, 0, 39, 3];
    const feeds = { ids: ids(...asked) };
    const [exact, rounded] = await Promise.all([run(float32, feeds), run(int8, feeds)]);
    const [a, b] = [numbersOf(exact, "rows"), numbersOf(rounded, "rows")];
    expect(rounded.rows!.dims).toEqual([4, COLUMNS]);
    expect(b).not.toEqual(a);
    b.forEach((y, i) => {
      const row = asked[Math.floor(i / COLUMNS)]!;
      const own = Array.from(table.subarray(row * COLUMNS, (row + 1) * COLUMNS));
      expect(Math.abs(y - a[i]!)).toBeLessThanOrEqual(halfScale(own));
    });
  });

  it("runs with exactly the numbers that are stored, in loops and where a table is multiplied too", async () => {
    const build = (graph: Graph, w: Float32Array, stacked: Float32Array) => {
      const table = graph.tensor("table", [ROWS, COLUMNS], w);
      const recurrent = graph.tensor("recurrent", [2, COLUMNS, COLUMNS], stacked);
      const h = graph.input("h", [2, "B", COLUMNS]);
      const { states } = scan([h], [graph.input("xs", ["T", 2, "B", COLUMNS])], ([h], [x]) => {
        const next = tanh(add(matmul(h as Value, recurrent), x as Value));
        return { states: [next], emitted: [] };
      });
      const rows = gather(table, graph.input("ids", ["T"], "int64"));
      return { last: states[0] as Value, rows, y: matmul(graph.input("x", ["B", ROWS]), table) };
    };
    const stacked = matrix(2 * COLUMNS, COLUMNS, 5).map((x) => x / 1000);
    const { int8 } = bothForms((graph) => build(graph, weights, stacked));
    const stored = storedNumbers(int8);
    expect(new Set(stored.keys())).toEqual(new Set(["table", "recurrent"]));
    const [table, recurrent] = [stored.get("table")!, stored.get("recurrent")!];
    const { float32: same } = bothForms((graph) => build(graph, table, recurrent));
    const feeds = {
      h: some([2, 3, COLUMNS], 6),
      xs: some([4, 2, 3, COLUMNS], 7),
      ids: ids(1, 2),
      x: some([3, ROWS], 8),
    };
    expect(await run(int8, feeds)).toEqual(await run(same, feeds));
  });

  it("keeps zeros, and what it can store exactly", () => {
    const whole = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) =>
      i % COLUMNS === 0
        ? 0
        : (Math.floor(i / COLUMNS) % GROUP === 0 ? 127 : ((i * 7) % 255) - 127) / 8,
    );
    const { int8 } = bothForms((graph) => ({
      y: matmul(graph.input("x", ["B", ROWS]), graph.tensor("w", [ROWS, COLUMNS], whole)),
    }));
    expect(storedNumbers(int8).get("w")).toEqual(whole);
  });

  it("makes large tensors four times as small, and leaves small ones as they are", () => {
    const bias = matrix(1, COLUMNS, 9);
    const { float32, int8 } = bothForms((graph) => {
      const w = graph.tensor("w", [200, 500], matrix(200, 500, 4));
      const small = graph.tensor("small", [COLUMNS, 2], matrix(COLUMNS, 2, 10));
      const x = matmul(graph.input("x", ["B", 200]), w);
      const b = graph.tensor("bias", [COLUMNS], bias);
      return { x, y: matmul(add(graph.input("y", ["B", COLUMNS]), b), small) };
    });
    expect(int8.length / float32.length).toBeLessThan(0.3);
    expect(storedNumbers(int8).get("bias")).toEqual(bias);
    expect(storedNumbers(int8).get("small")).toEqual(matrix(COLUMNS, 2, 10));
  });
});
