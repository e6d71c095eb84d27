import { UserError } from "../support/errors.js";
import { Random } from "../support/random.js";
import { sum } from "./mean.js";

/**
 * A corpus figure as a ratio of two sums over posts. A mean has 1 below for each post. Micro F1@K, which is
 * 2 hits / (K posts + gold tags), has twice the hits above, and K plus the gold tags below.
 */
export interface RatioOfSums {
  /** Per post. */
  readonly above: readonly number[];
  /** Per post; it depends on the post and its gold tags alone, not on the system. */
  readonly below: readonly number[];
}

/** The outcome of a paired bootstrap. */
export interface PairedBootstrap {
  /** The figure of the first system minus that of the second, on the posts as they are. */
  readonly difference: number;
  /** The middle 95% of the differences on resampled posts. */
  readonly low: number;
  readonly high: number;
  /** Two-sided: twice the smaller share of samples on one side of 0, 0 itself counting for both. */
  readonly pValue: number;
}

/** How often posts are drawn anew, and from which seed. */
export interface BootstrapOptions {
  readonly samples?: number;
  readonly seed?: number;
}

const SAMPLES = 10_000;
const TAIL = 0.025;

/**
 * Paired bootstrap (Efron and Tibshirani 1993, percentile method): posts are drawn with replacement, the same
 * for both systems, and the difference of their figures is taken each time.
 * @param a,b the figure of each system for the same posts in the same order
 * @throws UserError when the numbers of posts differ or there is no post
 */
export function pairedBootstrap(
  a: RatioOfSums,
  b: RatioOfSums,
  { samples = SAMPLES, seed = 1 }: BootstrapOptions = {},
): PairedBootstrap {
  const posts = a.above.length;
  const same = a.below.every((below, post) => below === b.below[post]);
  if (posts === 0 || [a.below, b.above, b.below].some(({ length }) => length !== posts) || !same) {
    throw new UserError(
      `A paired bootstrap needs the scores of two systems for the same posts, one at least; it got ${posts} and ${b.above.length}. Evaluate both systems on the same file.`,
    );
  }
  const differences = resampledDifferences(a, b, samples, new Random(seed)).sort();
  const notAbove = differences.filter((value) => value <= 0).length;
  const notBelow = differences.filter((value) => value >= 0).length;
  return {
    difference: ratio(a) - ratio(b),
    low: quantile(differences, TAIL),
    high: quantile(differences, 1 - TAIL),
    // The posts as they are count as one sample: no finite number of samples proves that p is 0.
    pValue: Math.min(1, (2 * (Math.min(notAbove, notBelow) + 1)) / (samples + 1)),
  };
}

function resampledDifferences(
  a: RatioOfSums,
  b: RatioOfSums,
  samples: number,
  random: Random,
): Float64Array {
  const posts = a.above.length;
  // Typed arrays: the inner loop runs posts times samples often.
  const above = Float64Array.from(a.above, (score, post) => score - (b.above[post] as number));
  const below = Float64Array.from(a.below);
  return Float64Array.from({ length: samples }, () => {
    let [sumAbove, sumBelow] = [0, 0];
    for (let drawn = 0; drawn < posts; drawn++) {
      const post = random.below(posts);
      sumAbove += above[post]!;
      sumBelow += below[post]!;
    }
    return divide(sumAbove, sumBelow);
  });
}

function ratio({ above, below }: RatioOfSums): number {
  return divide(sum(above), sum(below));
}

function divide(above: number, below: number): number {
  return below === 0 ? 0 : above / below;
}

/** The value below which a share of sorted values lies. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
