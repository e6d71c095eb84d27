import { PAD } from "../dataset/vocabulary.js";
import type { ModelConfig } from "../model/config.js";
import { initialise, type ParameterSpec, sizeOf } from "../model/parameters.js";

/** Range of the first word embeddings. */
const EMBEDDING_RANGE = 0.1;

/**
 * All numbers of a model in training, in memory that the threads share: parameters, Adam's running
 * averages, and every replica's gradients. It can be posted to a worker thread as it is.
 */
export interface SharedModel {
  readonly specs: readonly ParameterSpec[];
  /** Embedding size `e`. */
  readonly size: number;
  /** Parameters of the graph, one behind the other in the order of `specs`. */
  readonly dense: Trained;
  /** The shared embedding table `[vocabulary, e]`. */
  readonly embedding: Trained;
  readonly gradients: readonly Gradients[];
}

/** Numbers that are trained, and the running averages of their gradients and squared gradients. */
export interface Trained {
  readonly values: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** The gradients of one replica. */
export interface Gradients {
  /** Of the parameters of the graph, laid out as `SharedModel.dense`. */
  readonly dense: Float32Array;
  /** Words whose embeddings the batch touches: `words[0..count[0])`, with a row of `rows` each. */
  readonly count: Int32Array;
  readonly words: Int32Array;
  readonly rows: Float32Array;
  /** The place of each word of the vocabulary in `words`, -1 for most. */
  readonly places: Int32Array;
}

/**
 * Makes room for a model; all numbers are 0.
 * @param specs parameters of the graph
 * @param replicas number of threads that compute gradients
 * @param mostWords most different words that one replica's part of a batch can hold
 */
export function createSharedModel(
  config: ModelConfig,
  specs: readonly ParameterSpec[],
  replicas: number,
  mostWords: number,
): SharedModel {
  const dense = specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return {
    specs,
    size: config.embedding,
    dense: trained(dense),
    embedding: trained(config.vocabulary * config.embedding),
    gradients: Array.from({ length: replicas }, () => ({
      dense: floats(dense),
      count: integers(1),
      words: integers(mostWords),
      rows: floats(mostWords * config.embedding),
      places: integers(config.vocabulary).fill(-1),
    })),
  };
}

/** Draws the first numbers of all parameters from the seed. */
export function initialiseModel(model: SharedModel, seed: number): void {
  for (const spec of model.specs) parameterOf(model, spec.name).set(initialise(spec, seed));
  const { values } = model.embedding;
  const shape = [values.length / model.size, model.size];
  values.set(initialise({ name: "embedding", shape, initial: { uniform: EMBEDDING_RANGE } }, seed));
  values.fill(0, PAD * model.size, (PAD + 1) * model.size);
}

/** The numbers of one parameter of the graph, as a view. */
export function parameterOf(model: SharedModel, name: string): Float32Array {
  const [start, end] = rangeOf(model, name);
  return model.dense.values.subarray(start, end);
}

/** Where a parameter lies in the dense arrays. @throws Error when there is none of that name */
export function rangeOf({ specs }: SharedModel, name: string): [start: number, end: number] {
  let start = 0;
  for (const spec of specs) {
    const end = start + sizeOf(spec.shape);
    if (spec.name === name) return [start, end];
    start = end;
  }
  throw new Error(`no parameter is called ${name}`);
}

function trained(length: number): Trained {
  return { values: floats(length), first: floats(length), second: floats(length) };
}

function floats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * 4));
}

function integers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
