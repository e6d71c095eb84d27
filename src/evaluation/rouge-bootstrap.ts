import { mean } from "./mean.js";
import { fiveDecimals } from "./rouge-rounding.js";

/** A corpus figure as ROUGE prints it, with its 95% confidence interval; fractions of five decimals. */
export interface BootstrapAverage {
  average: number;
  interval: [low: number, high: number];
}

const RESAMPLES = 1000;
/** Ranks (from 0) of the resampled means that bound the central 95%. */
const [LOW, HIGH] = [25, 974];

/**
 * What ROUGE-1.5.5 prints as the average of a corpus under `-c 95 -r 1000`: not the plain mean but the mean of
 * 1,000 bootstrap resamples, drawn with the same random numbers as Perl's.
 * @param scores one figure of each case, in the order of the cases; at least one
 */
export function bootstrapAverage(scores: readonly number[]): BootstrapAverage {
  const sorted = inRougeOrder(scores);
  const means = Array.from({ length: RESAMPLES }, (_, seed) => mean(resample(sorted, seed)));
  const average = fiveDecimals(mean(means));
  means.sort((a, b) => a - b);
  return {
    average,
    interval: [fiveDecimals(means[LOW] as number), fiveDecimals(means[HIGH] as number)],
  };
}

/** ROUGE numbers its cases from 1 and sorts them by the text "<n>.A": 1.A, 10.A, 11.A, ..., 2.A. */
function inRougeOrder(scores: readonly number[]): number[] {
  const keys = scores.map((_, index) => `${index + 1}.A`).sort();
  return keys.map((key) => scores[Number.parseInt(key, 10) - 1] as number);
}

function resample(scores: readonly number[], seed: number): number[] {
  const uniform = drand48(seed);
  return scores.map(() => scores[Math.floor(uniform() * scores.length)] as number);
}

/**
 * The generator behind Perl's `rand`: x <- (0x5DEECE66D x + 0xB) mod 2^48. Kept as two halves of 24 bits, whose
 * products a double holds exactly.
 */
function drand48(seed: number): () => number {
  let [high, low] = [(seed >>> 8) & 0xffffff, ((seed & 0xff) << 16) | 0x330e];
  return () => {
    const product = low * 0xece66d + 0xb;
    const carry = Math.floor(product / 2 ** 24);
    high = (high * 0xece66d + low * 0x5de + carry) % 2 ** 24;
    low = product % 2 ** 24;
    return (high * 2 ** 24 + low) / 2 ** 48;
  };
}
