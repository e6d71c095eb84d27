import type { SparseRows } from "./embedding.js";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The running averages of a parameter's gradient and of its square. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export function zeroMoments(length: number): Moments {
  return { first: new Float32Array(length), second: new Float32Array(length) };
}

/** What one update does to all parameters alike. */
export interface Update {
  readonly learningRate: number;
  /** The number of this update, from 1. */
  readonly step: number;
  /** Factor for all gradients, from rescaling their norm. */
  readonly scale: number;
}

/** Adam (Kingma & Ba 2015) on all numbers of a parameter. */
export function adam(
  parameter: Float32Array,
  gradient: Float32Array,
  moments: Moments,
  update: Update,
): void {
  adamRange(parameter, 0, gradient, 0, parameter.length, moments, update);
}

/**
 * Adam on the rows of a table that a batch touched. Other rows, and their running averages, stay as
 * they are: the usual sparse variant.
 */
export function sparseAdam(
  table: Float32Array,
  gradient: SparseRows,
  moments: Moments,
  update: Update,
): void {
  const { size, rows } = gradient;
  gradient.ids.forEach((id, place) => {
    adamRange(table, id * size, rows, place * size, size, moments, update);
  });
}

function adamRange(
  parameter: Float32Array,
  at: number,
  gradient: Float32Array,
  from: number,
  count: number,
  { first, second }: Moments,
  { learningRate, step, scale }: Update,
): void {
  const rate = learningRate / (1 - BETA1 ** step);
  const correction = 1 / (1 - BETA2 ** step);
  for (let i = 0; i < count; i++) {
    const g = gradient[from + i]! * scale;
    const m = (first[at + i] = BETA1 * first[at + i]! + (1 - BETA1) * g);
    const v = (second[at + i] = BETA2 * second[at + i]! + (1 - BETA2) * g * g);
    parameter[at + i]! -= (rate * m) / (Math.sqrt(v * correction) + EPSILON);
  }
}

/** The sum of squares of the first `count` numbers. */
export function squaredNorm(numbers: Float32Array, count = numbers.length): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += numbers[i]! * numbers[i]!;
  return sum;
}
