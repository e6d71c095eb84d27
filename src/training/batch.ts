import { pad } from "../dataset/batches.js";
import type { Example } from "../dataset/encode.js";
import { START, UNKNOWN } from "../dataset/vocabulary.js";
import type { TensorData } from "../graph/session.js";
import { NEVER } from "../model/attention.js";
import { copies, type ModelConfig, sourcesOf } from "../model/config.js";
import { END_OUTPUT, type OutputWords } from "../model/output-words.js";
import { wordsOf } from "../model/sources.js";
import { LENGTH_OF } from "../model/training-graph.js";

/** A batch as the loss graph takes it, its embeddings still word ids. */
export interface Batch {
  /** Word ids `[T, B]` of every embedded input, by the input's name. */
  readonly words: Readonly<Record<string, Int32Array>>;
  /** Sizes of the symbols in the graph's shapes: B, Ty, N and the lengths of the sources. */
  readonly sizes: Readonly<Record<string, number>>;
  /** All other inputs but dropout masks. */
  readonly feeds: Readonly<Record<string, TensorData>>;
  /** N, the gold words and ends of hashtags that the model can express. */
  readonly goldWords: number;
}

/** An example that has a gold hashtag. */
export type GoldExample = Example & { readonly target: Int32Array };

/**
 * Deals a batch out to replicas. The losses of the parts add up to the mean over the whole batch.
 * @returns one part per replica, undefined where there are fewer examples than replicas
 */
export function makeParts(
  examples: readonly GoldExample[],
  replicas: number,
  config: ModelConfig,
  outputs: OutputWords,
): (Batch | undefined)[] {
  const parts = Array.from({ length: replicas }, (_, replica) => {
    const part = examples.filter((_, i) => i % replicas === replica);
    return part.length > 0 ? makeBatch(part, config, outputs) : undefined;
  });
  const total = goldWordsIn(parts);
  for (const part of parts) (part?.feeds["target.weights"]?.data as Float32Array)?.fill(1 / total);
  return parts;
}

/** The gold words of all parts of a batch. */
export function goldWordsIn(parts: readonly (Batch | undefined)[]): number {
  return parts.reduce((sum, part) => sum + (part?.goldWords ?? 0), 0);
}

/** Puts examples together for `trainingGraph` or `validationGraph`. */
export function makeBatch(
  examples: readonly GoldExample[],
  config: ModelConfig,
  outputs: OutputWords,
): Batch {
  const sizes: Record<string, number> = { B: examples.length };
  const words: Record<string, Int32Array> = {};
  const feeds: Record<string, TensorData> = {};
  for (const source of sourcesOf(config.model)) {
    const { ids, lengths, steps } = pad(examples.map((example) => wordsOf(source, example)));
    words[`${source}.embedded`] = ids;
    sizes[LENGTH_OF[source]] = steps;
    feeds[`${source}.present`] = presence(lengths, steps);
  }
  const previous = pad(examples.map(({ target }) => Int32Array.of(START, ...target)));
  words["previous.embedded"] = previous.ids;
  sizes.Ty = previous.steps;
  const gold = goldWordsOf(examples, previous.steps, config, outputs);
  sizes.N = gold.length;
  Object.assign(feeds, goldFeeds(gold));
  if (copies(config.model)) Object.assign(feeds, copyFeeds(gold, examples, sizes.Tp as number));
  return { words, sizes, feeds, goldWords: gold.length };
}

/** 1 for words, 0 for padding: `[T, B, 1]`. */
function presence(lengths: Int32Array, steps: number): TensorData {
  const data = new Float32Array(steps * lengths.length);
  lengths.forEach((length, b) => {
    for (let t = 0; t < length; t++) data[t * lengths.length + b] = 1;
  });
  return { data, dims: [steps, lengths.length, 1] };
}

/** A word to predict: where it stands, and the ways to it. */
interface GoldWord {
  readonly example: number;
  /** Its place in the flattened `[B, Ty]`. */
  readonly row: number;
  /** Its output number; -1 when it can only be copied. */
  readonly output: number;
  /** Places in the post where it can be copied from. */
  readonly copyFrom: readonly number[];
}

/**
 * The gold words of all hashtags, and their ends. Words that the model cannot express (a validation
 * hashtag may have such) are left out: no parameter could change their loss.
 */
function goldWordsOf(
  examples: readonly GoldExample[],
  steps: number,
  config: ModelConfig,
  outputs: OutputWords,
): GoldWord[] {
  const mayCopy = copies(config.model);
  return examples.flatMap(({ post, target }, example) => {
    const words = Array.from(target, (id, t): GoldWord => {
      const copyFrom = mayCopy && id !== UNKNOWN ? placesOf(id, post) : [];
      return { example, row: example * steps + t, output: outputs.outputOf(id), copyFrom };
    });
    const end = { example, row: example * steps + target.length, output: END_OUTPUT, copyFrom: [] };
    return [...words, end].filter(({ output, copyFrom }) => output >= 0 || copyFrom.length > 0);
  });
}

function placesOf(id: number, words: Int32Array): number[] {
  return [...words.keys()].filter((place) => words[place] === id);
}

function goldFeeds(gold: readonly GoldWord[]): Record<string, TensorData> {
  const n = gold.length;
  return {
    "target.rows": { data: BigInt64Array.from(gold, ({ row }) => BigInt(row)), dims: [n] },
    "target.outputs": {
      data: BigInt64Array.from(gold, ({ output }) => BigInt(Math.max(output, 0))),
      dims: [n, 1],
    },
    "target.weights": { data: new Float32Array(n).fill(1 / n), dims: [n] },
  };
}

function copyFeeds(
  gold: readonly GoldWord[],
  examples: readonly GoldExample[],
  steps: number,
): Record<string, TensorData> {
  const n = gold.length;
  const copy = new Float32Array(n * steps).fill(NEVER);
  const readable = new Float32Array(n * steps).fill(NEVER);
  gold.forEach(({ example, copyFrom }, i) => {
    readable.fill(0, i * steps, i * steps + (examples[example] as GoldExample).post.length);
    for (const place of copyFrom) copy[i * steps + place] = 0;
  });
  const generate = Float32Array.from(gold, ({ output }) => (output >= 0 ? 0 : NEVER));
  return {
    "target.readable": { data: readable, dims: [n, steps] },
    "target.copy": { data: copy, dims: [n, steps] },
    "target.generate": { data: generate, dims: [n, 1] },
  };
}
