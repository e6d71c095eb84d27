import { describe, expect, it } from "vitest";
import { Session } from "../graph/session.js";
import type { TensorData } from "../graph/tensor-data.js";
import { GENERATORS, type ModelConfig, sourcesOf } from "../model/config.js";
import { encoderGraph, type TrainedModel } from "../model/inference-graph.js";
import { trainingGraph } from "../model/training-graph.js";
import { startLexically } from "./lexical-start.js";
import { createSharedModel, initialiseModel, parameterOf } from "./shared-model.js";

const WORDS = [2, 4, 5, 6, 7, 8];

describe("startLexically", () => {
  it.each(GENERATORS)("makes %s score a word that it attends to", async (model) => {
    const { config, shared, trained } = start(model);
    await startLexically(shared, trained);
    const session = await Session.create(encoderGraph(trained), { threads: 1 });
    const weight = parameterOf(shared, "output.weight");
    for (let word = 1; word < config.outputs; word++) {
      const text = { data: BigInt64Array.of(BigInt(WORDS[word] as number)), dims: [1, 1] };
      const feeds = Object.fromEntries(sourcesOf(model).map((source) => [source, text]));
      const { memory } = (await session.run(feeds)) as { memory: TensorData };
      expect(score(memory, weight, config, word)).toBeCloseTo(4, 4);
    }
    await session.close();
  });

  it("leaves the part that reads the decoder's state as it was", async () => {
    const { config, shared, trained } = start("bi-attention");
    const half = config.hidden * config.outputs;
    const before = parameterOf(shared, "output.weight").slice(0, half);
    await startLexically(shared, trained);
    expect(parameterOf(shared, "output.weight").subarray(0, half)).toEqual(before);
  });
});

function start(model: ModelConfig["model"]) {
  const config: ModelConfig = {
    model,
    vocabulary: 9,
    outputs: WORDS.length,
    embedding: 6,
    hidden: 8,
    layers: 2,
    dropout: 0,
    wordDropout: 0,
  };
  const shared = createSharedModel(config, trainingGraph(config).parameters, 1, 10);
  initialiseModel(shared, 1);
  const named = shared.specs.map(({ name }) => [name, parameterOf(shared, name)] as const);
  const parameters = new Map([...named, ["embedding", shared.embedding.values]]);
  const trained: TrainedModel = { config, parameters, decoderWords: WORDS };
  return { config, shared, trained };
}

/** What the context part of the output layer says of a word, when all places are attended to alike. */
function score(
  { data, dims }: TensorData,
  weight: Float32Array,
  config: ModelConfig,
  word: number,
) {
  const { hidden, outputs } = config;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    const column = weight[(hidden + (i % hidden)) * outputs + word] as number;
    sum += ((data as Float32Array)[i] as number) * column;
  }
  return sum / (dims[1] as number);
}
