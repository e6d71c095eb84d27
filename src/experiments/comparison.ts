import { pairedBootstrap } from "../evaluation/bootstrap.js";
import { pairedTTest } from "../evaluation/significance.js";
import { holm } from "../evaluation/significance-holm.js";
import { averageScores, corpusFigure, METRICS, type Metric, type Scores } from "./metrics.js";
import type { Results } from "./results.js";

/** How the chosen system differs from another in one figure. */
export interface Difference {
  /** The chosen one's figure minus the other's, in percentage points. */
  readonly points: number;
  /** Of the bootstrap: the middle 95% of the differences, in points. */
  readonly low?: number;
  readonly high?: number;
  /** Two-sided probability of such a difference between equal systems, corrected for all comparisons. */
  readonly pValue: number;
}

/** The chosen system against one other. */
export interface Comparison {
  readonly system: string;
  /** Over posts, of figures that are means over posts; trainings with several seeds averaged post by post. */
  readonly tTest: Partial<Record<Metric, Difference>>;
  /** Over posts, of figures that are not such means as well. */
  readonly bootstrap: Partial<Record<Metric, Difference>>;
  /** Over trainings: F1@1 of the same seeds; absent where either system was trained once. */
  readonly overSeeds?: Difference;
}

/** The figures that are tested: each in at least one of the ways. */
const T_TESTED: readonly Metric[] = [
  "standard.f1@1",
  "standard.f1@5",
  "standard.map@5",
  "rouge1",
  "rougeSU4",
  "semantic@1",
  "semantic@5",
];
const BOOTSTRAPPED: readonly Metric[] = [
  "released.f1@1",
  "released.f1@5",
  "released.map@5",
  "standard.f1@1",
];

/** The level below which a difference counts as significant. */
export const LEVEL = 0.05;

/** The figure that trainings are compared by. */
const OVER_SEEDS: Metric = "standard.f1@1";

/** Compares a system with each of the others. Probabilities are corrected over these comparisons (Holm). */
export function compareWith(
  best: string,
  others: readonly string[],
  results: Results,
): Comparison[] {
  const own = averages(results.scores(best));
  const theirs = others.map((other) => averages(results.scores(other)));
  const tTests = byMetric(T_TESTED, (metric) =>
    corrected(theirs.map((scores) => tTest(own[metric].above, scores[metric].above, 100))),
  );
  const bootstraps = byMetric(BOOTSTRAPPED, (metric) =>
    corrected(theirs.map((scores) => bootstrap(own[metric], scores[metric]))),
  );
  const overSeeds = trainedOften(best, others, results);
  return others.map((system, i) => ({
    system,
    tTest: byMetric(T_TESTED, (metric) => tTests[metric]![i]!),
    bootstrap: byMetric(BOOTSTRAPPED, (metric) => bootstraps[metric]![i]!),
    ...(overSeeds.has(system) && { overSeeds: overSeeds.get(system)! }),
  }));
}

/** Whether the chosen system is significantly better than all others in a figure, by every test of it. */
export function isBetterThanAll(comparisons: readonly Comparison[], metric: Metric): boolean {
  const outcomes = comparisons.flatMap(({ tTest, bootstrap }) =>
    [tTest[metric], bootstrap[metric]].filter((each) => each !== undefined),
  );
  return (
    outcomes.length > 0 && outcomes.every(({ points, pValue }) => points > 0 && pValue < LEVEL)
  );
}

/** Tests over trainings, of the systems that were trained more than once. */
function trainedOften(
  best: string,
  others: readonly string[],
  results: Results,
): Map<string, Difference> {
  const figures = (system: string) =>
    results.scores(system).map((scores) => corpusFigure(scores[OVER_SEEDS]));
  const own = figures(best);
  const often = others.filter((other) => Math.min(own.length, figures(other).length) > 1);
  const outcomes = often.map((other) => {
    const theirs = figures(other);
    const count = Math.min(own.length, theirs.length);
    return tTest(own.slice(0, count), theirs.slice(0, count), 1);
  });
  const tested = corrected(outcomes);
  return new Map(often.map((other, i) => [other, tested[i]!]));
}

function averages(runs: readonly Scores[]): Scores {
  const entries = METRICS.map(({ id }) => [id, averageScores(runs.map((run) => run[id]))]);
  return Object.fromEntries(entries);
}

/** @param scale what makes points of a difference of scores */
function tTest(a: readonly number[], b: readonly number[], scale: number): Difference {
  const points = (scale * (total(a) - total(b))) / a.length;
  // One post, or one training, is no basis for a test.
  if (a.length < 2) return { points, pValue: Number.NaN };
  return { points, pValue: pairedTTest(a, b).pValue };
}

function bootstrap(a: Scores[Metric], b: Scores[Metric]): Difference {
  const { difference, low, high, pValue } = pairedBootstrap(a, b);
  return { points: 100 * difference, low: 100 * low, high: 100 * high, pValue };
}

function corrected(differences: readonly Difference[]): Difference[] {
  const pValues = holm(differences.map(({ pValue }) => pValue));
  return differences.map((difference, i) => ({ ...difference, pValue: pValues[i]! }));
}

function byMetric<T>(metrics: readonly Metric[], value: (metric: Metric) => T) {
  return Object.fromEntries(metrics.map((metric) => [metric, value(metric)])) as Partial<
    Record<Metric, T>
  >;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
