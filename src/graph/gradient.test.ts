import { describe, it } from "vitest";
import { checkGradients, type GradientCase } from "../../test/finite-differences.js";
import type { Value } from "./graph.js";
import { add, div, exp, log, mul, neg, sigmoid, sub, tanh } from "./operators/elementwise.js";
import { reduceMax } from "./operators/extremes.js";
import { concat, reverse, split } from "./operators/joining.js";
import { flattenRows, reshape, squeeze, transpose, unsqueeze } from "./operators/layout.js";
import { matmul } from "./operators/linear-algebra.js";
import { expandLike, reduceSum } from "./operators/reduction.js";
import { gather, gatherElements } from "./operators/selection.js";
import { crop, pad, shift } from "./operators/shifting.js";
import { logSoftmax, logSumExp, softmax } from "./operators/softmax.js";
import { scan } from "./scan.js";

const one =
  (f: (x: Value) => Value, ...sizes: number[][]) =>
  (): GradientCase[] =>
    sizes.map((x) => ({ inputs: { x: { sizes: x } }, build: (v) => f(v.x as Value) }));

const two =
  (f: (a: Value, b: Value) => Value, ...sizes: [number[], number[]][]) =>
  (): GradientCase[] =>
    sizes.map(([a, b]) => ({
      inputs: { a: { sizes: a }, b: { sizes: b } },
      build: (v) => f(v.a as Value, v.b as Value),
    }));

const broadcasting: [number[], number[]][] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[4, 2, 3], [3]],
  [
    [2, 1, 3],
    [4, 1],
  ],
  [[], [2, 2]],
];
const awayFromZero: GradientCase["draw"] = (random) => 0.5 + random.uniform();
const positive = (cases: () => GradientCase[]) => () =>
  cases().map((test) => ({ ...test, draw: awayFromZero }));

const symbolicConcat: GradientCase = {
  inputs: {
    a: { sizes: [2, 3], shape: ["A", 3] },
    b: { sizes: [4, 3], shape: ["B", 3] },
    c: { sizes: [1, 3] },
  },
  build: ({ a, b, c }) => concat([a, b, c] as Value[], 0),
};

const picking: GradientCase = {
  inputs: { x: { sizes: [2, 3, 4] } },
  fixed: { at: { data: BigInt64Array.of(0n, 3n, 3n, 1n, 2n, 0n), dims: [2, 3, 1] } },
  build: ({ x, at }) => gatherElements(x as Value, at as Value, 2),
};

const symbolicReshape: GradientCase = {
  inputs: { x: { sizes: [2, 3, 2], shape: ["A", "B", 2] } },
  build: ({ x }) => flattenRows(x as Value),
};

const openReshape: GradientCase = {
  inputs: { x: { sizes: [2, 3, 2], shape: ["A", "B", "C"] } },
  build: ({ x }) => flattenRows(x as Value),
};

const symbolicMax: GradientCase = {
  inputs: { x: { sizes: [3, 2, 2], shape: ["T", "B", 2] } },
  build: ({ x }) => reduceMax(x as Value, 0),
};

const moving = [1, -1, 2, -4].map(
  (by): GradientCase => ({
    inputs: { x: { sizes: [3, 2], shape: ["T", 2] } },
    build: ({ x }) => mul(x as Value, shift(x as Value, 0, by)),
  }),
);

const rows: GradientCase = {
  inputs: { x: { sizes: [4, 3] } },
  fixed: { at: { data: BigInt64Array.of(2n, 0n, 2n), dims: [3] } },
  build: ({ x, at }) => gather(x as Value, at as Value),
};

/** Every kind of use: states, sequences, weights from outside in both operands, unused states. */
const recurrence: GradientCase = {
  inputs: {
    x: { sizes: [3, 2, 4], shape: ["T", "B", 4] },
    h: { sizes: [2, 3], shape: ["B", 3] },
    k: { sizes: [2, 3], shape: ["B", 3] },
    w: { sizes: [4, 3] },
    u: { sizes: [3, 3] },
    b: { sizes: [3] },
  },
  build: ({ x, h, k, w, u, b }) => {
    const { states, emitted } = scan([h, k] as Value[], [x as Value], ([h, k], [x]) => {
      const z = add(matmul(x as Value, w as Value), matmul(h as Value, tanh(u as Value)));
      const after = tanh(add(z, b as Value));
      return {
        states: [after, mul(k as Value, sigmoid(after))],
        emitted: [mul(after, h as Value)],
      };
    });
    const last = reduceSum(mul(states[0] as Value, states[1] as Value), [0]);
    return add(emitted[0] as Value, last);
  },
};

/** A stack of two matrices from outside, as in a bidirectional layer. */
const stackedRecurrence: GradientCase = {
  inputs: {
    x: { sizes: [4, 2, 3, 5], shape: ["T", 2, "B", 5] },
    h: { sizes: [2, 3, 5], shape: [2, "B", 5] },
    u: { sizes: [2, 5, 5] },
    b: { sizes: [2, 1, 5] },
  },
  build: ({ x, h, u, b }) =>
    scan([h as Value], [x as Value], ([h], [x]) => {
      const next = tanh(add(add(x as Value, matmul(h as Value, u as Value)), b as Value));
      return { states: [next], emitted: [next] };
    }).emitted[0] as Value,
};

const rules: Record<string, () => GradientCase[]> = {
  Add: two(add, ...broadcasting),
  Sub: two(sub, ...broadcasting),
  Mul: two(mul, ...broadcasting),
  Div: positive(two(div, ...broadcasting)),
  "the same value twice": one((x) => mul(x, add(x, x)), [2, 3]),
  Neg: one(neg, [3], [2, 2]),
  Exp: one(exp, [3], [2, 2]),
  Log: positive(one(log, [3], [2, 2])),
  Tanh: one(tanh, [3], [2, 2]),
  Sigmoid: one(sigmoid, [3], [2, 2]),
  ReduceSum: one((x) => reduceSum(x, [0, -1]), [2, 3, 2], [1, 4]),
  ReduceMax: one((x) => reduceMax(x, 1), [2, 3], [3, 1, 2], [2, 4, 3]),
  "ReduceMax of two equal elements": one((x) => reduceMax(concat([x, x], 0), 0), [1, 3]),
  "ReduceMax of a symbolic size": () => [symbolicMax],
  Expand: two(
    (a, b) => mul(expandLike(a, b), b),
    [
      [1, 3],
      [2, 3],
    ],
    [[3], [2, 3]],
  ),
  Transpose: one((x) => transpose(x, [2, 0, 1]), [2, 3, 4], [1, 2, 3]),
  Reshape: one((x) => reshape(x, [6, 2]), [2, 3, 2], [12]),
  "Reshape of symbolic sizes": () => [symbolicReshape, openReshape],
  "Unsqueeze and Squeeze": one((x) => squeeze(unsqueeze(x, [0, 2]), [2]), [3, 2]),
  Concat: two(
    (a, b) => concat([a, b], 1),
    [
      [2, 3],
      [2, 1],
    ],
    [
      [1, 1, 2],
      [1, 4, 2],
    ],
  ),
  "Concat of symbolic sizes": () => [symbolicConcat],
  Pad: one((x) => pad(x, 1, 2, 1), [2, 3], [2, 1, 2]),
  Slice: one((x) => crop(x, 0, 1, 2), [4, 3], [5, 1, 2]),
  "Slice to the end": one((x) => crop(x, -1, 2, 0), [2, 3]),
  "moving there and back, and further than there are elements": () => moving,
  Split: one((x) => mul(...(split(x, 1, [2, 2]) as [Value, Value])), [2, 4], [3, 4]),
  "Split with an unused part": one((x) => split(x, 0, [1, 2])[1] as Value, [3, 2]),
  reverse: one((x) => reverse(x, 1), [2, 3], [1, 4, 2]),
  MatMul: two(
    matmul,
    [
      [2, 3],
      [3, 4],
    ],
    [
      [2, 2, 3],
      [3, 4],
    ],
    [
      [2, 2, 3],
      [2, 3, 4],
    ],
    [
      [5, 2, 2, 3],
      [2, 3, 4],
    ],
    [
      [2, 3],
      [5, 3, 4],
    ],
  ),
  Softmax: one((x) => softmax(x, 1), [2, 3], [2, 4, 2]),
  LogSoftmax: one((x) => logSoftmax(x), [2, 3], [2, 4, 2]),
  Gather: () => [rows],
  ReduceLogSumExp: one(logSumExp, [2, 3], [2, 2, 4]),
  GatherElements: () => [picking],
  Scan: () => [recurrence],
  "Scan over stacked directions": () => [stackedRecurrence],
};

describe("gradient rules agree with central finite differences", () => {
  for (const [name, cases] of Object.entries(rules)) {
    it(name, async () => {
      for (const test of cases()) for (const seed of [1, 2, 3]) await checkGradients(test, seed);
    });
  }
});
