import { z } from "zod";

/** Observations that make a point. */
const BIN = 40;

/** A score, and the share of right suggestions there. */
export type Point = readonly [score: number, share: number];

/** The form of what `toJSON` gives. */
export const calibrationSchema = z.array(z.tuple([z.number(), z.number().min(0).max(1)])).min(1);

/** What a suggester said of a hashtag, and whether it was right. */
export interface Observation {
  readonly score: number;
  readonly isRight: boolean;
}

/**
 * Turns scores of any kind into probabilities by what came true of earlier ones (isotonic regression, by
 * pooling adjacent violators): a higher score never gets a lower probability.
 */
export class Calibration {
  /** @param points by rising score; between two of them probabilities lie on a line */
  constructor(private readonly points: readonly Point[]) {}

  /** Learns from what came true. @param fallback stands where there is too little to learn from */
  static fit(observations: readonly Observation[], fallback: readonly Point[]): Calibration {
    if (observations.length < 2 * BIN) return new Calibration(fallback);
    const sorted = [...observations].sort((a, b) => a.score - b.score);
    const pools: { score: number; right: number; size: number }[] = [];
    for (let start = 0, end = 0; start < sorted.length; start = end) {
      end = Math.min(start + BIN, sorted.length);
      // What has one score has one probability.
      while (sorted[end]?.score === sorted[end - 1].score) end++;
      const bin = sorted.slice(start, end);
      let pool = {
        score: bin.reduce((sum, { score }) => sum + score, 0),
        right: bin.filter(({ isRight }) => isRight).length,
        size: bin.length,
      };
      for (let last = pools.at(-1); last && share(last) >= share(pool); last = pools.at(-1)) {
        pool = {
          score: last.score + pool.score,
          right: last.right + pool.right,
          size: last.size + pool.size,
        };
        pools.pop();
      }
      pools.push(pool);
    }
    return new Calibration(pools.map((pool): Point => [pool.score / pool.size, share(pool)]));
  }

  /** The probability that a suggestion of a score is right. */
  probability(score: number): number {
    const { points } = this;
    const next = points.findIndex(([at]) => at > score);
    if (next < 0) return points[points.length - 1][1];
    if (next === 0) return points[0][1];
    const [[from, low], [to, high]] = [points[next - 1], points[next]];
    return low + ((high - low) * (score - from)) / (to - from);
  }

  /** A value that survives JSON. */
  toJSON(): readonly Point[] {
    return this.points;
  }
}

function share({ right, size }: { right: number; size: number }): number {
  return right / size;
}
