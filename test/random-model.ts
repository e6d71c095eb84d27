import { encodeWords } from "../src/dataset/encode.js";
import type { Instance } from "../src/dataset/instance.js";
import { Vocabulary } from "../src/dataset/vocabulary.js";
import type { GeneratorModel, Readable } from "../src/decoding/batch-decoder.js";
import { Session } from "../src/graph/session.js";
import { copies, type GeneratorName } from "../src/model/config.js";
import { decoderGraph, encoderGraph } from "../src/model/inference-graph.js";
import { OutputWords } from "../src/model/output-words.js";
import { trainingGraph } from "../src/model/training-graph.js";
import { Random } from "../src/support/random.js";
import { createSharedModel, parameterOf, type SharedModel } from "../src/training/shared-model.js";
import type { Task } from "../src/training/task.js";
import { createTask } from "../src/training/tasks.js";
import { tinyOptions } from "./tiny-training.js";

/** A model that was never trained, ready to decode and to compute losses with. */
export interface RandomModel extends GeneratorModel {
  readonly vocabulary: Vocabulary;
  readonly task: Task;
  readonly shared: SharedModel;
  readonly encoder: Session;
  readonly decoder: Session;
}

/** Makes a model of random numbers, large enough that its distributions are far from even. */
export async function randomModel(
  name: GeneratorName,
  known: readonly Instance[],
  seed: number,
): Promise<RandomModel> {
  const vocabulary = Vocabulary.build(known);
  const outputs = new OutputWords(vocabulary, copies(name));
  const sizes = { embedding: 4, hidden: 6, layers: 2, dropout: 0, wordDropout: 0 };
  const task = createTask(tinyOptions({ model: name, ...sizes }), vocabulary, known);
  const { config } = task;
  const { parameters: specs } = trainingGraph(config);
  const shared = createSharedModel(config, specs, 1, 1000);
  const random = new Random(seed);
  for (const numbers of [shared.dense.values, shared.embedding.values]) {
    numbers.forEach((_, i) => {
      numbers[i] = random.normal();
    });
  }
  const parameters = new Map([
    ...specs.map(({ name }): [string, Float32Array] => [name, parameterOf(shared, name).slice()]),
    ["embedding", shared.embedding.values.slice()],
  ]);
  const trained = { config, parameters, decoderWords: outputs.decoderWords };
  const [encoder, decoder] = await Promise.all(
    [encoderGraph(trained), decoderGraph(trained)].map((graph) =>
      Session.create(graph, { threads: 1 }),
    ),
  );
  return { config, outputs, vocabulary, task, shared, encoder, decoder };
}

/** Posts as a model reads them. */
export function readablesOf(instances: readonly Instance[], vocabulary: Vocabulary): Readable[] {
  return instances.map(({ post, conversation }) => ({
    post: encodeWords(post, vocabulary),
    conversation: encodeWords(conversation, vocabulary),
    postWords: post,
  }));
}
