import { encodeForTraining } from "../src/dataset/encode.js";
import type { Instance } from "../src/dataset/instance.js";
import { Vocabulary } from "../src/dataset/vocabulary.js";
import { Session, type TensorData } from "../src/graph/session.js";
import { copies, type GeneratorName, type ModelConfig } from "../src/model/config.js";
import { OutputWords } from "../src/model/output-words.js";
import { sizeOf } from "../src/model/parameters.js";
import { type LossGraph, trainingGraph } from "../src/model/training-graph.js";
import { Random } from "../src/support/random.js";
import { type GoldExample, makeBatch } from "../src/training/batch.js";
import { embed } from "../src/training/embedding.js";

/** The loss graph of a tiny model, in float64, and numbers drawn at random to feed it. */
export class TinyLoss {
  private constructor(
    readonly config: ModelConfig,
    private readonly outputs: OutputWords,
    private readonly vocabulary: Vocabulary,
    private readonly built: LossGraph,
    private readonly session: Session,
  ) {}

  /** @param known the instances whose words the vocabulary and the output layer cover */
  static async create(
    model: GeneratorName,
    known: readonly Instance[],
    sizes: Partial<ModelConfig> = {},
  ): Promise<TinyLoss> {
    const vocabulary = Vocabulary.build(known);
    const outputs = new OutputWords(vocabulary, copies(model));
    const config: ModelConfig = {
      model,
      vocabulary: vocabulary.size,
      outputs: outputs.size,
      embedding: 3,
      hidden: 4,
      layers: 2,
      dropout: 0,
      wordDropout: 0,
      ...sizes,
    };
    const built = trainingGraph(config, "float64");
    const session = await Session.create(built.graph, { threads: 1 });
    return new TinyLoss(config, outputs, vocabulary, built, session);
  }

  /** The examples of instances, one per hashtag. */
  examples(instances: readonly Instance[]): GoldExample[] {
    return encodeForTraining(instances, this.vocabulary).examples as GoldExample[];
  }

  /**
   * All that the loss graph takes. Parameters depend on the seed alone, and embeddings on the word, so
   * that batches with common examples have common numbers.
   */
  feeds(examples: readonly GoldExample[], seed: number): Record<string, TensorData> {
    const batch = makeBatch(examples, this.config, this.outputs);
    const random = new Random(seed);
    const feeds: Record<string, TensorData> = {};
    for (const { name, shape } of this.built.parameters) {
      feeds[name] = { data: normals(sizeOf(shape), random), dims: shape };
    }
    const { embedding, vocabulary } = this.config;
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
