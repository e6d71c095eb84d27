import type { Instance } from "../src/dataset/instance.js";
import { Vocabulary } from "../src/dataset/vocabulary.js";
import { Session } from "../src/graph/session.js";
import type { TensorData } from "../src/graph/tensor-data.js";
import type { NeuralName } from "../src/model/config.js";
import { sizeOf } from "../src/model/parameters.js";
import { type LossGraph, trainingGraph } from "../src/model/training-graph.js";
import { Random } from "../src/support/random.js";
import { makeBatch } from "../src/training/batch.js";
import { embed } from "../src/training/embedding.js";
import type { TrainingOptions } from "../src/training/options.js";
import type { GoldExample, Task } from "../src/training/task.js";
import { createTask } from "../src/training/tasks.js";
import { tinyOptions } from "./tiny-training.js";

/** The loss graph of a tiny model, in float64, and numbers drawn at random to feed it. */
export class TinyLoss {
  private constructor(
    readonly task: Task,
    private readonly built: LossGraph,
    private readonly session: Session,
  ) {}

  /** @param known the instances whose words the vocabulary and the output layer cover */
  static async create(
    model: NeuralName,
    known: readonly Instance[],
    sizes: Partial<TrainingOptions> = {},
  ): Promise<TinyLoss> {
    const tiny = { embedding: 3, hidden: 4, layers: 2, dropout: 0, wordDropout: 0 };
    const options = tinyOptions({ model, ...tiny, ...sizes });
    const task = createTask(options, Vocabulary.build(known), known);
    const built = trainingGraph(task.config, "float64");
    const session = await Session.create(built.graph, { threads: 1 });
    return new TinyLoss(task, built, session);
  }

  /** The examples of instances, one per hashtag. */
  examples(instances: readonly Instance[]): readonly GoldExample[] {
    return this.task.examples(instances).examples;
  }

  /**
   * All that the loss graph takes. Parameters depend on the seed alone, and embeddings on the word, so
   * that batches with common examples have common numbers.
   */
  feeds(examples: readonly GoldExample[], seed: number): Record<string, TensorData> {
    const batch = makeBatch(examples, this.task);
    const random = new Random(seed);
    const feeds: Record<string, TensorData> = {};
    for (const { name, shape } of this.built.parameters) {
      feeds[name] = { data: normals(sizeOf(shape), random), dims: shape };
    }
    const { embedding, vocabulary } = this.task.config;
    const table = Float32Array.from(normals(vocabulary * embedding, random));
    for (const [name, ids] of Object.entries(batch.words)) {
      const dims = [ids.length / examples.length, examples.length, embedding];
      feeds[name] = { data: Float64Array.from(embed(table, ids, embedding)), dims };
    }
    for (const [name, { data, dims }] of Object.entries(batch.feeds)) {
      feeds[name] = { data: data instanceof Float32Array ? Float64Array.from(data) : data, dims };
    }
    for (const { name, shape } of this.built.dropout) {
      const dims = shape.map((dim) => (typeof dim === "number" ? dim : batch.sizes[dim]));
      feeds[name] = { data: halfDropped(sizeOf(dims), random), dims };
    }
    return feeds;
  }

  /** Loss and gradients, by the names of the graph's outputs. */
  async run(feeds: Record<string, TensorData>): Promise<Record<string, Float64Array>> {
    const results = Object.entries(await this.session.run(feeds));
    return Object.fromEntries(results.map(([name, { data }]) => [name, data as Float64Array]));
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

function normals(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => random.normal());
}

/** 0 or 2, half of each. */
function halfDropped(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => 2 * random.below(2));
}
