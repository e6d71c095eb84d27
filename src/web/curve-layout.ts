import type { EpochRecord } from "../training/history.js";
import { linearTicks, wholeTicks } from "../training/ticks.js";

/** What is shown of an epoch. */
export type Epoch = Pick<EpochRecord, "epoch" | "trainingLoss" | "validationLoss" | "learningRate">;

/** Where the plot of a training curve stands in its picture, in pixels. */
export interface CurveFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A place on an axis. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** A training curve in pixels. */
export interface CurveLayout {
  /** Lines through all epochs, as an SVG path. */
  readonly training: string;
  readonly validation: string;
  /** Places of each epoch. */
  readonly points: readonly {
    readonly x: number;
    readonly training: number;
    readonly validation: number;
  }[];
  readonly epochs: readonly Tick[];
  readonly losses: readonly Tick[];
  /** Which epoch has the least validation loss, the first of equals. */
  readonly best: number;
}

/** Pixels between labels of the axes. */
const BETWEEN = { x: 60, y: 55 };

/** Lays out the losses by epoch. @param history at least one epoch */
export function layOutCurve(history: readonly Epoch[], frame: CurveFrame): CurveLayout {
  const losses = history.flatMap((each) => [each.trainingLoss, each.validationLoss]);
  const rows = Math.max(2, (frame.bottom - frame.top) / BETWEEN.y);
  const ticks = linearTicks(Math.min(...losses), Math.max(...losses), rows);
  const y = scale(ticks.from, ticks.to, frame.bottom, frame.top);
  const [first, last] = [history[0]!.epoch, history.at(-1)!.epoch];
  const x = scale(first, last, frame.left, frame.right);
  const points = history.map(({ epoch, trainingLoss, validationLoss }) => ({
    x: x(epoch),
    training: y(trainingLoss),
    validation: y(validationLoss),
  }));
  const columns = Math.max(1, (frame.right - frame.left) / BETWEEN.x);
  return {
    training: path(points.map((point) => [point.x, point.training])),
    validation: path(points.map((point) => [point.x, point.validation])),
    points,
    epochs: wholeTicks(first, last, columns).map((value) => ({ at: x(value), label: `${value}` })),
    losses: ticks.values.map((value) => ({ at: y(value), label: ticks.label(value) })),
    best: bestEpoch(history),
  };
}

function bestEpoch(history: readonly Epoch[]): number {
  const losses = history.map(({ validationLoss }) => validationLoss);
  return losses.indexOf(Math.min(...losses));
}

/** The place in the list of the epoch that is nearest to a place in the picture. */
export function nearestEpoch({ points }: CurveLayout, x: number): number {
  const distances = points.map((point) => Math.abs(point.x - x));
  return distances.indexOf(Math.min(...distances));
}

/** From numbers to pixels; a single number stands in the middle. */
function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  if (from === to) return () => (start + end) / 2;
  return (value) => Math.round(10 * (start + ((value - from) / (to - from)) * (end - start))) / 10;
}

function path(places: readonly (readonly [x: number, y: number])[]): string {
  return places.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("");
}
