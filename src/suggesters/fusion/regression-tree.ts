import type { FeatureBins } from "./feature-bins.js";

/** A leaf's value, or a question with a tree for either answer. */
export type Tree = number | Split;

/** Rows whose feature is at most the threshold go below. */
export interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly below: Tree;
  readonly above: Tree;
}

/** How a tree grows. */
export interface Growth {
  readonly leaves: number;
  /** Fewest rows of a leaf. */
  readonly fewest: number;
  /** Cost of the square of each leaf's value. */
  readonly penalty: number;
  /** The features that it may ask for. */
  readonly features: readonly number[];
}

/** What a loss says of each row at its present score: its slope, and how much that changes. */
export interface Slopes {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

/** What a tree adds to the score of a row of features. @param from where the row begins */
export function stepOf(tree: Tree, features: Float32Array, from: number): number {
  let at = tree;
  while (typeof at !== "number") {
    at = features[from + at.feature] <= at.threshold ? at.below : at.above;
  }
  return at;
}

/** Gradients, curvatures and rows of each range: three numbers a range. */
type Histogram = Float64Array;
const SUMS = 3;
const WIDTH = 64;

/** A part of the rows, and the best way to divide it. */
interface Leaf {
  readonly rows: Int32Array;
  readonly histogram: Histogram;
  readonly gain: number;
  readonly feature: number;
  readonly range: number;
  /** The step that the loss asks for. */
  readonly value: number;
  children?: readonly [Leaf, Leaf];
}

/**
 * Grows a regression tree leaf by leaf, always where it lowers a quadratic model of the loss most.
 * @returns the tree, whose leaves are Newton steps
 */
export function growTree(bins: FeatureBins, slopes: Slopes, growth: Growth): Tree {
  const histogramOf = (rows: Int32Array) => histogram(bins, slopes, rows, growth.features);
  const leafOf = (rows: Int32Array, sums: Histogram) => bestSplit(bins, rows, sums, growth);
  const all = Int32Array.from({ length: bins.rows }, (_, row) => row);
  const root = leafOf(all, histogramOf(all));
  const leaves = [root];
  while (leaves.length < growth.leaves) {
    const best = leaves.reduce((a, b) => (b.gain > a.gain ? b : a));
    if (best.gain <= 0) break;
    const [below, above] = divide(bins, best);
    const smaller = below.length <= above.length ? below : above;
    const sums = histogramOf(smaller);
    const rest = best.histogram.map((sum, i) => sum - sums[i]);
    best.children = [
      leafOf(below, smaller === below ? sums : rest),
      leafOf(above, smaller === above ? sums : rest),
    ];
    leaves.splice(leaves.indexOf(best), 1, ...best.children);
  }
  return treeOf(root, bins);
}

function treeOf({ children, feature, range, value }: Leaf, bins: FeatureBins): Tree {
  if (!children) return value;
  const [below, above] = children.map((each) => treeOf(each, bins)) as [Tree, Tree];
  return { feature, threshold: bins.edges[feature][range], below, above };
}

function histogram(
  { ranges, features: count }: FeatureBins,
  { gradient, curvature }: Slopes,
  rows: Int32Array,
  features: readonly number[],
): Histogram {
  const sums = new Float64Array(count * WIDTH * SUMS);
  for (const feature of features) {
    const column = ranges[feature];
    const base = feature * WIDTH;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const at = (base + column[row]) * SUMS;
      sums[at] += gradient[row];
      sums[at + 1] += curvature[row];
      sums[at + 2]++;
    }
  }
  return sums;
}

function bestSplit(
  { edges }: FeatureBins,
  rows: Int32Array,
  sums: Histogram,
  { features, fewest, penalty }: Growth,
): Leaf {
  const [first = 0] = features;
  const whole = [0, 0];
  for (let range = 0; range < WIDTH; range++) {
    for (const i of [0, 1]) whole[i] += sums[(first * WIDTH + range) * SUMS + i];
  }
  const worth = (gradient: number, curvature: number) => gradient ** 2 / (curvature + penalty);
  const [gradients, curvatures] = whole as [number, number];
  const undivided = worth(gradients, curvatures);
  let best = { gain: 0, feature: 0, range: 0 };
  for (const feature of features) {
    let [gradient, curvature, count] = [0, 0, 0];
    for (let range = 0; range < edges[feature].length; range++) {
      const at = (feature * WIDTH + range) * SUMS;
      gradient += sums[at];
      curvature += sums[at + 1];
      count += sums[at + 2];
      if (count < fewest) continue;
      if (rows.length - count < fewest) break;
      const divided =
        worth(gradient, curvature) + worth(gradients - gradient, curvatures - curvature);
      if (divided - undivided > best.gain) best = { gain: divided - undivided, feature, range };
    }
  }
  const value = -gradients / (curvatures + penalty);
  return { rows, histogram: sums, value, ...best };
}

function divide(bins: FeatureBins, { rows, feature, range }: Leaf): [Int32Array, Int32Array] {
  const column = bins.ranges[feature];
  return [rows.filter((row) => column[row] <= range), rows.filter((row) => column[row] > range)];
}
