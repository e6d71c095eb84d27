import { describe, expect, it } from "vitest";
import { gradients } from "./gradient.js";
import { Graph, type Value } from "./graph.js";
import { add, mul } from "./operators/elementwise.js";
import { concat, slice, split } from "./operators/joining.js";
import { reshape, squeeze, transpose } from "./operators/layout.js";
import { matmul } from "./operators/linear-algebra.js";
import { reduceSum } from "./operators/reduction.js";
import { gatherElements } from "./operators/selection.js";
import { softmax } from "./operators/softmax.js";
import { scan } from "./scan.js";
import { Session } from "./session.js";
import type { TensorData } from "./tensor-data.js";
import { GraphError, type Shape } from "./tensor-type.js";

/** Inputs of the given shapes in a graph of their own. */
function inputs(...shapes: Shape[]): Value[] {
  const graph = new Graph();
  return shapes.map((shape, i) => graph.input(`x${i}`, shape));
}

const two = (a: Shape, b: Shape, f: (a: Value, b: Value) => unknown) => () => {
  const [x, y] = inputs(a, b);
  f(x, y);
};

const one = (shape: Shape, f: (x: Value) => unknown) => () => f(inputs(shape)[0]);

/** A Scan over sequences whose state becomes what `step` makes of it. */
const scanning = (state: Shape, sequences: Shape[], step: (h: Value) => Value) => () => {
  const [h, ...xs] = inputs(state, ...sequences);
  scan([h], xs, ([h]) => ({ states: [step(h)], emitted: [] }));
};

const mistakes: Record<string, [() => unknown, string]> = {
  "Add of sizes that do not fit": [
    two([2, 3], [2, 4], add),
    "Add: shapes [2,3] and [2,4] do not fit: 3 against 4",
  ],
  "Mul of symbols that differ": [
    two(["T", "B", 3], ["B", "T", 3], mul),
    "Mul: shapes [T,B,3] and [B,T,3] do not fit: T against B",
  ],
  "MatMul of inner sizes that differ": [
    two(["B", 3], [4, 5], matmul),
    "MatMul: shapes [B,3] and [4,5] do not fit: the last axis",
  ],
  "MatMul of a vector": [two([3], [3, 5], matmul), "MatMul: shapes [3] and [3,5] do not fit"],
  "MatMul of batches that differ": [
    two(["B", 2, 3], ["P", 3, 4], matmul),
    "MatMul: shapes [B] and [P] do not fit",
  ],
  "Concat of sizes that differ beside the axis": [
    two(["B", 2, 3], ["B", 4, 3], (a, b) => concat([a, b], 2)),
    "Concat: shapes [B,2,3] and [B,4,3] differ beside axis 2",
  ],
  "Concat of ranks that differ": [
    two([2, 3], [2], (a, b) => concat([a, b], 0)),
    "Concat: shapes [2,3] and [2] differ beside axis 0",
  ],
  "Reshape to another size": [
    one([2, 3], (x) => reshape(x, [4, 2])),
    "Reshape: [2,3] and [4,2] differ in size",
  ],
  "Reshape with two open sizes": [
    one(["A", "B", "C"], (x) => reshape(x, ["A*B", "C"])),
    "Reshape: cannot tell [A*B,C] from [A,B,C]",
  ],
  "Split into sizes that do not add up": [
    one(["B", 5], (x) => split(x, -1, [2, 2])),
    "Split: sizes [2,2] do not add up to axis 1 of [B,5]",
  ],
  "Split of an open size": [
    one(["B", 4], (x) => split(x, 0, [2, 2])),
    "Split: sizes [2,2] do not add up to axis 0 of [B,4]",
  ],
  "Slice beyond the end": [
    one([2, 3], (x) => slice(x, 1, 1, 4)),
    "Slice: 1 to 4 lies outside axis 1 of [2,3]",
  ],
  "Transpose by no order": [
    one([2, 3], (x) => transpose(x, [0, 0])),
    "Transpose: [0,0] is no order of the axes of [2,3]",
  ],
  "Squeeze of an axis that is not 1": [
    one([2, 1], (x) => squeeze(x, [0])),
    "Squeeze: axes [0] of [2,1] are not all 1",
  ],
  "an axis that does not exist": [
    one([2, 3], (x) => softmax(x, 2)),
    "Softmax: axis 2 is outside a tensor of 2 dimensions",
  ],
  "GatherElements of another rank": [
    () => {
      const graph = new Graph();
      gatherElements(graph.input("x", ["N", 3]), graph.input("at", ["N"], "int64"), 1);
    },
    "GatherElements: shapes [N,3] and [N] differ in rank",
  ],
  "element types that differ": [
    () => {
      const graph = new Graph();
      add(graph.input("x", [2]), graph.input("n", [2], "int64"));
    },
    "Add: element types differ: float32[2] and int64[2]",
  ],
  "a state of a Scan that changes its shape": [
    scanning(["B", 3], [["T", "B", 3]], (h) => concat([h, h], 1)),
    "Scan: a state starts as [B,3] and becomes [B,6]",
  ],
  "sequences of a Scan that differ in length": [
    scanning(
      ["B", 3],
      [
        ["T", "B", 3],
        ["U", "B"],
      ],
      (h) => h,
    ),
    "Scan: sequences differ in length: [T,B,3] and [U,B]",
  ],
  "a value of another graph": [
    () => add(new Graph().input("x", [2]), new Graph().input("stranger", [2])),
    "Add: input stranger belongs to another graph",
  ],
  "a size that is not known": [
    one(["B", 3], (x) => x.size(0)),
    "x0: dimension 0 of float32[B,3] is not known",
  ],
};

describe("mistakes are reported while the graph is built", () => {
  it.each(Object.entries(mistakes))("%s", (_, [build, message]) => {
    expect(build).toThrow(GraphError);
    expect(build).toThrow(message);
  });
});

describe("gradients", () => {
  it("refuses a loss that is not a scalar", () => {
    const [x] = inputs(["B", 3]);
    expect(() => gradients(x, [x])).toThrow(
      new GraphError("gradients: the loss must be a scalar, not float32[B,3]"),
    );
  });

  it("names an operator without a rule", () => {
    const [x] = inputs([2, 3]);
    const loss = reduceSum(slice(x, 1, 0, 2), [0, 1]);
    expect(() => gradients(loss, [x])).toThrow(
      new GraphError("gradients: Slice has no gradient rule"),
    );
  });

  it("needs no rule where nothing that is asked for depends on it", () => {
    const [x, y] = inputs([2, 3], [2, 2]);
    const loss = reduceSum(mul(slice(x, 1, 0, 2), y), [0, 1]);
    expect(gradients(loss, [y])[0].shape).toEqual([2, 2]);
  });

  it("names a use of an outside value in a Scan that it cannot differentiate", () => {
    const [h, x, w] = inputs([3], ["T", 3], [2, 3]);
    // The sum of the outside value has more axes than the state it is added to.
    const { states } = scan([h], [x], ([h]) => ({
      states: [reduceSum(add(h, w), [0])],
      emitted: [],
    }));
    expect(() => gradients(reduceSum(states[0], [0]), [w])).toThrow(
      /^Scan: Add uses a value from outside the loop in a way that cannot be differentiated/,
    );
  });

  it("are zeros by a value that the loss does not depend on", async () => {
    const [x, y] = inputs([2], ["N"]);
    const { graph } = x;
    graph.output("dy", gradients(reduceSum(mul(x, x), [0]), [y])[0]);
    const session = await Session.create(graph, { threads: 1 });
    const feeds: Record<string, TensorData> = {
      x0: { data: Float32Array.of(1, 2), dims: [2] },
      x1: { data: Float32Array.of(1, 2, 3), dims: [3] },
    };
    expect([...(await session.run(feeds)).dy.data]).toEqual([0, 0, 0]);
    await session.close();
  });
});
