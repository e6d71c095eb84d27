import { UserError } from "../support/errors.js";
import { sum } from "./mean.js";

/** The outcome of a paired t-test. */
export interface PairedTTest {
  /** t = mean difference over its standard error; NaN where all pairs are equal, infinite where all differ alike. */
  statistic: number;
  /** Degrees of freedom: number of pairs - 1. */
  df: number;
  /** Two-sided probability of such a statistic if the systems do not differ; NaN where `statistic` is. */
  pValue: number;
}

/**
 * Student's paired t-test on the scores of two systems for the same posts, two-sided.
 * @param a,b one score per post, in the same order
 * @throws UserError when the numbers of scores differ or there are fewer than two
 */
export function pairedTTest(a: readonly number[], b: readonly number[]): PairedTTest {
  if (a.length !== b.length || a.length < 2) {
    throw new UserError(
      `A paired t-test needs the scores of two systems for the same posts, two at least; it got ${a.length} and ${b.length}. Evaluate both systems on the same file.`,
    );
  }
  const differences = a.map((score, post) => score - (b[post] as number));
  const df = differences.length - 1;
  const statistic = tStatistic(differences);
  return { statistic, df, pValue: twoSidedP(statistic, df) };
}

function tStatistic(differences: readonly number[]): number {
  const n = differences.length;
  // Taken relative to one of them, equal differences have no spread at all, whatever their value.
  const origin = differences[0] as number;
  const shifted = differences.map((difference) => difference - origin);
  const shift = sum(shifted) / n;
  const variance = sum(shifted.map((value) => (value - shift) ** 2)) / (n - 1);
  return (origin + shift) / Math.sqrt(variance / n);
}

/** P(|T| >= |t|) for Student's t: the regularised incomplete beta function I_x(df/2, 1/2) at x = df/(df + t^2). */
function twoSidedP(t: number, df: number): number {
  if (Number.isNaN(t)) return Number.NaN;
  const [a, b] = [df / 2, 1 / 2];
  const ratio = t ** 2 / df;
  // x and 1 - x each from the ratio: neither loses digits where the other is close to 1.
  const [x, y] = [1 / (1 + ratio), 1 / (1 + 1 / ratio)];
  const front =
    (Math.exp(-a * Math.log1p(ratio)) * Math.sqrt(y) * gammaRatio(df)) / Math.sqrt(Math.PI);
  // The continued fraction converges fast on one side of the mean only; the other side is its complement.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(y, b, a)) / b;
}

/** Gamma((df + 1) / 2) / Gamma(df / 2) by recurrence from df = 1 or 2: exact but for rounding. */
function gammaRatio(df: number): number {
  let ratio = df % 2 === 1 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
  for (let below = df % 2 === 1 ? 1 : 2; below < df; below += 2) ratio *= (below + 1) / below;
  return ratio;
}

/**
 * The continued fraction 1/(1 + d1/(1 + d2/(1 + ...))) of the incomplete beta function, by Lentz's method.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8.
 */
function betaFraction(x: number, a: number, b: number): number {
  let [denominator, c, d] = [1, 1, 0];
  for (let n = 1; n <= 10_000; n++) {
    const coefficient = betaCoefficient(n, x, a, b);
    d = 1 / awayFromZero(1 + coefficient * d);
    c = awayFromZero(1 + coefficient / c);
    denominator *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return 1 / denominator;
}

/** The coefficient d_n, n from 1. */
function betaCoefficient(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  const numerator = n % 2 === 0 ? m * (b - m) : -(a + m) * (a + b + m);
  return (numerator * x) / ((a + n - 1) * (a + n));
}

/** Lentz's method divides by these terms; a tiny one in place of 0 leaves the result unchanged. */
function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
