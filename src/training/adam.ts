import type { Trained } from "./shared-model.js";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** What one update does to all parameters alike. */
export interface Update {
  readonly learningRate: number;
  /** The number of this update, from 1. */
  readonly step: number;
  /** Factor for all gradients, from rescaling their norm. */
  readonly scale: number;
}

/**
 * Adam (Kingma & Ba 2015) on `count` numbers.
 * @param at where they start among the trained numbers
 * @param gradient holds their gradients, before rescaling
 * @param from where their gradients start
 */
export function adam(
  { values, first, second }: Trained,
  at: number,
  gradient: Float32Array,
  from: number,
  count: number,
  { learningRate, step, scale }: Update,
): void {
  const rate = learningRate / (1 - BETA1 ** step);
  const correction = 1 / (1 - BETA2 ** step);
  for (let i = 0; i < count; i++) {
    const g = gradient[from + i]! * scale;
    const m = BETA1 * first[at + i]! + (1 - BETA1) * g;
    const v = BETA2 * second[at + i]! + (1 - BETA2) * g * g;
    first[at + i] = m;
    second[at + i] = v;
    values[at + i]! -= (rate * m) / (Math.sqrt(v * correction) + EPSILON);
  }
}

/** The sum of squares of `count` numbers. */
export function squaredNorm(numbers: Float32Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += numbers[i]! * numbers[i]!;
  return sum;
}
