import { mean } from "./mean.js";

/** A prediction with what its maker thought of it, and whether it was right. */
export interface Judged {
  /** In [0, 1]. */
  readonly confidence: number;
  readonly isRight: boolean;
}

/** Predictions of about the same confidence; shares in percent. */
export interface ReliabilityBin {
  /** The confidences are at least `from` and below `to`, or at most `to` in the last bin. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** The mean of the confidences. */
  readonly confidence: number;
  /** The share of predictions that are right. */
  readonly right: number;
  /** Where the share lies in 95 of 100 samples so large (Wilson 1927). */
  readonly interval: readonly [low: number, high: number];
}

/** Whether confidences are what they say. */
export interface Reliability {
  readonly predictions: number;
  /** How far the share of right ones is from the confidence, on average over the predictions, in percent (Naeini et al. 2015). */
  readonly expectedCalibrationError: number;
  /** Those that hold a prediction, by rising confidence. */
  readonly bins: readonly ReliabilityBin[];
}

const BINS = 10;
/** Standard deviations around the middle that hold 95 % of a normal distribution. */
const Z = 1.96;

/** Compares confidences with how often the predictions were right, in ten bins of the same width. */
export function reliability(judged: readonly Judged[]): Reliability {
  const groups: Judged[][] = Array.from({ length: BINS }, () => []);
  for (const each of judged) {
    groups[Math.min(BINS - 1, Math.floor(each.confidence * BINS))].push(each);
  }
  const bins = groups.flatMap((group, place) => (group.length > 0 ? binOf(place, group) : []));
  const error = bins.reduce(
    (sum, { count, confidence, right }) => sum + count * Math.abs(confidence - right),
    0,
  );
  return {
    predictions: judged.length,
    expectedCalibrationError: judged.length === 0 ? 0 : error / judged.length,
    bins,
  };
}

function binOf(place: number, group: readonly Judged[]): ReliabilityBin {
  const right = mean(group.map(({ isRight }) => (isRight ? 1 : 0)));
  return {
    from: (100 * place) / BINS,
    to: (100 * (place + 1)) / BINS,
    count: group.length,
    confidence: 100 * mean(group.map(({ confidence }) => confidence)),
    right: 100 * right,
    interval: wilson(right, group.length),
  };
}

function wilson(share: number, count: number): [number, number] {
  const scale = 1 + Z ** 2 / count;
  const middle = (share + Z ** 2 / (2 * count)) / scale;
  const reach = (Z / scale) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  return [100 * Math.max(0, middle - reach), 100 * Math.min(1, middle + reach)];
}
