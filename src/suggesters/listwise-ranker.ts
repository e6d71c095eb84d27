import { z } from "zod";

/** Steps of the optimiser. */
const STEPS = 300;
const RATE = 0.05;
/** From this share of the steps on the rate is a fifth. */
const SLOWER = 0.7;
/** Cost of the square of each weight. */
const DECAY = 1e-4;
/** Adam's averages of gradients and of their squares. */
const [MOMENTUM, SPREAD, TINY] = [0.9, 0.999, 1e-8];

/** The candidates of a post: their features `[candidates, features]`, row by row, and which are right. */
export interface Candidates {
  readonly features: Float32Array;
  readonly isRight: Uint8Array;
}

/** The form of what `toJSON` gives. */
export const rankerSchema = z.object({
  weights: z.array(z.number()),
  means: z.array(z.number()),
  deviations: z.array(z.number().positive()),
});

/**
 * Scores the candidates of a post by a weighted sum of their features. The weights are those that make the
 * right candidates likely in a softmax over the post's candidates (ListNet's top one, Cao et al. 2007).
 */
export class ListwiseRanker {
  constructor(private readonly state: z.infer<typeof rankerSchema>) {}

  /** @param lists the candidates of posts; those without a right one teach nothing */
  static fit(lists: readonly Candidates[], features: number): ListwiseRanker {
    const useful = lists.filter(({ isRight }) => isRight.includes(1));
    const { means, deviations } = momentsOf(useful, features);
    const scaled = useful.map(({ features: values, isRight }) => ({
      features: values.map((value, i) => (value - means[i % features]) / deviations[i % features]),
      isRight,
    }));
    return new ListwiseRanker({ weights: descend(scaled, features), means, deviations });
  }

  /** The score of each candidate `[candidates]`. @param features `[candidates, features]` */
  scores(features: Float32Array): Float64Array {
    const { weights, means, deviations } = this.state;
    const scores = new Float64Array(features.length / weights.length);
    for (let i = 0; i < features.length; i++) {
      const feature = i % weights.length;
      const value = (features[i] - means[feature]) / deviations[feature];
      scores[(i - feature) / weights.length] += weights[feature] * value;
    }
    return scores;
  }

  /** A value that survives JSON. */
  toJSON(): z.infer<typeof rankerSchema> {
    return this.state;
  }
}

/** The mean of each feature and its standard deviation, which is not 0. */
function momentsOf(lists: readonly Candidates[], features: number) {
  const sums = new Float64Array(features);
  const squares = new Float64Array(features);
  let count = 0;
  for (const { features: values } of lists) {
    values.forEach((value, i) => {
      sums[i % features] += value;
      squares[i % features] += value ** 2;
    });
    count += values.length / features;
  }
  const means = Array.from(sums, (sum) => sum / Math.max(1, count));
  const deviations = Array.from(squares, (square, i) => {
    const variance = square / Math.max(1, count) - (means[i] as number) ** 2;
    return variance > TINY ? Math.sqrt(variance) : 1;
  });
  return { means, deviations };
}

/** Adam over all lists at once. @returns the weights `[features]` */
function descend(lists: readonly Candidates[], features: number): number[] {
  const weights = new Float64Array(features);
  const [momentum, spread] = [new Float64Array(features), new Float64Array(features)];
  for (let step = 1; step <= STEPS; step++) {
    const gradient = gradientOf(lists, weights);
    const rate = RATE * (step > SLOWER * STEPS ? 0.2 : 1);
    for (let i = 0; i < features; i++) {
      const slope = gradient[i] + 2 * DECAY * weights[i];
      momentum[i] = MOMENTUM * momentum[i] + (1 - MOMENTUM) * slope;
      spread[i] = SPREAD * spread[i] + (1 - SPREAD) * slope ** 2;
      const [mean, square] = [
        momentum[i] / (1 - MOMENTUM ** step),
        spread[i] / (1 - SPREAD ** step),
      ];
      weights[i] -= (rate * mean) / (Math.sqrt(square) + TINY);
    }
  }
  return [...weights];
}

/** The gradient of the mean cross entropy between the right candidates and the softmax. */
function gradientOf(lists: readonly Candidates[], weights: Float64Array): Float64Array {
  const width = weights.length;
  const gradient = new Float64Array(width);
  for (const { features, isRight } of lists) {
    const scores = new Float64Array(isRight.length);
    for (let row = 0, at = 0; row < scores.length; row++) {
      for (let i = 0; i < width; i++, at++) scores[row] += weights[i] * features[at];
    }
    const shares = softmax(scores);
    const right = isRight.reduce((sum, each) => sum + each, 0);
    for (let row = 0, at = 0; row < scores.length; row++) {
      const off = (shares[row] - isRight[row] / right) / lists.length;
      for (let i = 0; i < width; i++, at++) gradient[i] += off * features[at];
    }
  }
  return gradient;
}

/** Positive numbers that add up to 1. */
export function softmax(scores: Float64Array): Float64Array {
  const largest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
