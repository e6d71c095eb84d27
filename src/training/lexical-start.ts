import { Session } from "../graph/session.js";
import type { TensorData } from "../graph/tensor-data.js";
import { type ModelConfig, sourcesOf } from "../model/config.js";
import { encoderGraph, type TrainedModel } from "../model/inference-graph.js";
import { parameterOf, type SharedModel } from "./shared-model.js";

/** The score a word starts with where the decoder attends to nothing but that word. */
const START_SCORE = 4;

/** Words encoded at once. */
const BATCH = 512;

/**
 * Starts the output layer with what the encoders make of each word: the part of `W_v` that reads the
 * context vector (Eq 10) gets, for every output word, the memory state of a text of that word alone.
 * A word that is attended to then scores higher from the first step on, which gives the attention
 * something to learn from: the words of a hashtag often stand in the post or its replies.
 * @param model freshly initialised
 */
export async function startLexically(model: SharedModel, trained: TrainedModel): Promise<void> {
  const { config, decoderWords } = trained;
  const session = await Session.create(encoderGraph(trained), { threads: 1 });
  const weight = parameterOf(model, "output.weight");
  for (let first = 1; first < config.outputs; first += BATCH) {
    const words = decoderWords.slice(first, Math.min(first + BATCH, config.outputs));
    const { memory } = await session.run(oneWordTexts(config, words));
    words.forEach((_, i) => {
      setColumn(weight, config, first + i, meanState(memory as TensorData, i));
    });
  }
  await session.close();
}

/** Texts of one word, in every source that the model reads. */
function oneWordTexts(config: ModelConfig, words: readonly number[]): Record<string, TensorData> {
  const data = BigInt64Array.from(words, BigInt);
  const dims = [1, words.length];
  return Object.fromEntries(sourcesOf(config.model).map((source) => [source, { data, dims }]));
}

/** The mean of a text's memory states: `[B, T, d]` to `[d]`. */
function meanState({ data, dims }: TensorData, text: number): Float32Array {
  const [, steps, size] = dims as [number, number, number];
  const mean = new Float32Array(size);
  for (let t = 0; t < steps; t++) {
    for (let j = 0; j < size; j++) {
      mean[j]! += (data as Float32Array)[(text * steps + t) * size + j]! / steps;
    }
  }
  return mean;
}

/** Sets the rows of the context in one column of `W_v` `[2d, V]`. */
function setColumn(
  weight: Float32Array,
  { hidden, outputs }: ModelConfig,
  word: number,
  state: Float32Array,
): void {
  const norm = state.reduce((sum, x) => sum + x * x, 0);
  state.forEach((x, j) => {
    weight[(hidden + j) * outputs + word] = (START_SCORE * x) / norm;
  });
}
