import { pad } from "../dataset/batches.js";
import type { TensorData } from "../graph/tensor-data.js";
import { sourcesOf } from "../model/config.js";
import { wordsOf } from "../model/sources.js";
import { LENGTH_OF } from "../model/training-graph.js";
import type { GoldExample, Task } from "./task.js";

/** A batch as the loss graph takes it, its embeddings still word ids. */
export interface Batch {
  /** Word ids `[T, B]` of every embedded input, by the input's name. */
  readonly words: Readonly<Record<string, Int32Array>>;
  /** Sizes of the symbols in the graph's shapes: B, N, the lengths of the sources and the like. */
  readonly sizes: Readonly<Record<string, number>>;
  /** All other inputs but dropout masks. */
  readonly feeds: Readonly<Record<string, TensorData>>;
  /** N, what the model is to predict: gold words and ends of hashtags, gold hashtags, or labels. */
  readonly targets: number;
}

/**
 * Deals a batch out to replicas. The losses of the parts add up to the mean over the whole batch.
 * @returns one part per replica, undefined where there are fewer examples than replicas
 */
export function makeParts(
  examples: readonly GoldExample[],
  replicas: number,
  task: Task,
): (Batch | undefined)[] {
  const parts = Array.from({ length: replicas }, (_, replica) => {
    const part = examples.filter((_, i) => i % replicas === replica);
    return part.length > 0 ? makeBatch(part, task) : undefined;
  });
  const total = targetsIn(parts);
  for (const part of parts) (part?.feeds["target.weights"]?.data as Float32Array)?.fill(1 / total);
  return parts;
}

/** The targets of all parts of a batch. */
export function targetsIn(parts: readonly (Batch | undefined)[]): number {
  return parts.reduce((sum, part) => sum + (part?.targets ?? 0), 0);
}

/** Puts examples together for `trainingGraph` or `validationGraph`. */
export function makeBatch(examples: readonly GoldExample[], task: Task): Batch {
  const sizes: Record<string, number> = { B: examples.length };
  const words: Record<string, Int32Array> = {};
  const feeds: Record<string, TensorData> = {};
  for (const source of sourcesOf(task.config.model)) {
    const { ids, lengths, steps } = pad(examples.map((example) => wordsOf(source, example)));
    words[`${source}.embedded`] = ids;
    sizes[LENGTH_OF[source]] = steps;
    feeds[`${source}.present`] = presence(lengths, steps);
  }
  const targets = task.targets(examples, sizes.Tp);
  const n = targets.count;
  return {
    words: { ...words, ...targets.words },
    sizes: { ...sizes, ...targets.sizes, N: n },
    feeds: {
      ...feeds,
      ...targets.feeds,
      "target.weights": { data: new Float32Array(n).fill(1 / n), dims: [n] },
    },
    targets: n,
  };
}

/** 1 for words, 0 for padding: `[T, B, 1]`. */
function presence(lengths: Int32Array, steps: number): TensorData {
  const data = new Float32Array(steps * lengths.length);
  lengths.forEach((length, b) => {
    for (let t = 0; t < length; t++) data[t * lengths.length + b] = 1;
  });
  return { data, dims: [steps, lengths.length, 1] };
}
