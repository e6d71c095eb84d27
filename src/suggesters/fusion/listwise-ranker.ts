import { z } from "zod";
import { Random } from "../../support/random.js";
import { FeatureBins } from "./feature-bins.js";
import { growTree, type Slopes, stepOf, type Tree } from "./regression-tree.js";

/** Trees, and the share of each one's step that is taken. */
const TREES = 150;
const RATE = 0.08;
/** Leaves of a tree, and fewest candidates in each. */
const LEAVES = 8;
const FEWEST = 50;
/** Cost of the square of a leaf's step. */
const PENALTY = 1;
/** Share of the features that a tree may ask for. */
const SHARE = 0.7;
/** Least curvature of the loss: where the softmax is sure, a Newton step would have no bounds. */
const FLATTEST = 1e-6;

/** The candidates of a post: their features `[candidates, features]`, row by row, and which are right. */
export interface Candidates {
  readonly features: Float32Array;
  readonly isRight: Uint8Array;
}

const treeSchema: z.ZodType<Tree> = z.lazy(() =>
  z.union([
    z.number(),
    z.object({
      feature: z.int().min(0),
      threshold: z.number(),
      below: treeSchema,
      above: treeSchema,
    }),
  ]),
);

/** The form of what `toJSON` gives. */
export const rankerSchema = z.object({ trees: z.array(treeSchema) });

/**
 * Scores the candidates of a post by boosted regression trees (Friedman 2001). Each tree lowers the cross entropy
 * between the right candidates and the softmax over the post's candidates (ListNet's top one, Cao et al. 2007).
 */
export class ListwiseRanker {
  constructor(private readonly state: z.infer<typeof rankerSchema>) {}

  /**
   * @param lists the candidates of posts; those without a right one teach nothing
   * @param seed decides which features each tree may ask for
   */
  static fit(lists: readonly Candidates[], seed: number): ListwiseRanker {
    const useful = lists.filter(({ isRight }) => isRight.includes(1));
    const features = widthOf(lists);
    const values = joined(useful.map((list) => list.features));
    const bins = new FeatureBins(values, features);
    const scores = new Float64Array(bins.rows);
    const random = new Random(seed);
    const trees: Tree[] = [];
    while (useful.length > 0 && trees.length < TREES) {
      const tree = growTree(bins, slopesOf(useful, scores), {
        leaves: LEAVES,
        fewest: FEWEST,
        penalty: PENALTY,
        features: random.shuffle([...Array(features).keys()]).slice(0, Math.ceil(SHARE * features)),
      });
      for (let row = 0; row < bins.rows; row++) {
        scores[row] += RATE * stepOf(tree, values, row * features);
      }
      trees.push(tree);
    }
    return new ListwiseRanker({ trees });
  }

  /** The score of each candidate `[candidates]`. @param features `[candidates, features]` */
  scores(features: Float32Array, candidates: number): Float64Array {
    const width = features.length / candidates;
    return Float64Array.from({ length: candidates }, (_, row) =>
      this.state.trees.reduce<number>(
        (sum, tree) => sum + RATE * stepOf(tree, features, row * width),
        0,
      ),
    );
  }

  /** A value that survives JSON. */
  toJSON(): z.infer<typeof rankerSchema> {
    return this.state;
  }
}

/** How many features there are. */
function widthOf(lists: readonly Candidates[]): number {
  const some = lists.find(({ isRight }) => isRight.length > 0);
  return some ? some.features.length / some.isRight.length : 1;
}

/** How the loss changes with the score of each candidate, list after list. */
function slopesOf(lists: readonly Candidates[], scores: Float64Array): Slopes {
  const gradient = new Float64Array(scores.length);
  const curvature = new Float64Array(scores.length);
  let from = 0;
  for (const { isRight } of lists) {
    const right = isRight.reduce((sum, each) => sum + each, 0);
    softmax(scores.subarray(from, from + isRight.length)).forEach((share, i) => {
      gradient[from + i] = share - (isRight[i] as number) / right;
      curvature[from + i] = Math.max(FLATTEST, share * (1 - share));
    });
    from += isRight.length;
  }
  return { gradient, curvature };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let from = 0;
  for (const part of parts) {
    all.set(part, from);
    from += part.length;
  }
  return all;
}

/** Positive numbers that add up to 1. */
export function softmax(scores: Float64Array): Float64Array {
  const largest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
