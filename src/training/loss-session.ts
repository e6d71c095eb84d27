import { Session } from "../graph/session.js";
import type { TensorData } from "../graph/tensor-data.js";
import type { ModelConfig } from "../model/config.js";
import { sizeOf } from "../model/parameters.js";
import { type LossGraph, trainingGraph, validationGraph } from "../model/training-graph.js";
import type { Random } from "../support/random.js";
import type { Batch } from "./batch.js";
import { embed } from "./embedding.js";
import { parameterOf, type SharedModel } from "./shared-model.js";

/** What a run yields. */
export interface LossResult {
  /** Mean negative log-likelihood of the gold words, in nats. */
  readonly loss: number;
  /** Gradients of parameters and embedded inputs, by name. */
  gradientOf(name: string): Float32Array;
}

/** A loss graph in ONNX Runtime, fed from a model's numbers. */
export class LossSession {
  private readonly copies = new Map<string, Float32Array>();

  private constructor(
    private readonly session: Session,
    private readonly built: LossGraph,
    private readonly config: ModelConfig,
  ) {}

  /** A session that computes loss and gradients, with dropout. */
  static async forTraining(config: ModelConfig): Promise<LossSession> {
    return LossSession.open(trainingGraph(config), config);
  }

  /** A session that computes the loss alone, without dropout. */
  static async forValidation(config: ModelConfig): Promise<LossSession> {
    return LossSession.open(validationGraph(config), config);
  }

  private static async open(built: LossGraph, config: ModelConfig) {
    return new LossSession(await Session.create(built.graph, { threads: 1 }), built, config);
  }

  /**
   * Runs the graph on a batch.
   * @param model the numbers of parameters and embeddings
   * @param random draws the dropout masks; without it nothing is dropped
   */
  async run(batch: Batch, model: SharedModel, random?: Random): Promise<LossResult> {
    const feeds: Record<string, TensorData> = { ...batch.feeds };
    for (const { name, shape } of this.built.parameters) {
      feeds[name] = { data: this.ownCopy(parameterOf(model, name), name), dims: shape };
    }
    const { embedding: size } = this.config;
    for (const [name, ids] of Object.entries(batch.words)) {
      const columns = batch.sizes.B as number;
      const dims = [ids.length / columns, columns, size];
      feeds[name] = { data: embed(model.embedding.values, ids, size), dims };
    }
    for (const { name, shape, rate } of this.built.dropout) {
      const dims = shape.map((dim) =>
        typeof dim === "number" ? dim : (batch.sizes[dim] as number),
      );
      feeds[name] = { data: dropoutMask(sizeOf(dims), rate, random), dims };
    }
    const results = await this.session.run(feeds);
    return {
      loss: (results.loss as TensorData).data[0] as number,
      gradientOf: (name) => (results[`d.${name}`] as TensorData).data as Float32Array,
    };
  }

  /** ONNX Runtime refuses memory that threads share, hence a copy. */
  private ownCopy(shared: Float32Array, name: string): Float32Array {
    const copy = this.copies.get(name) ?? new Float32Array(shared.length);
    this.copies.set(name, copy);
    copy.set(shared);
    return copy;
  }

  /** Frees the memory of the session. */
  close(): Promise<void> {
    return this.session.close();
  }
}

/** 0 for a share of `rate`, else `1 / (1 - rate)`, so that the mean stays the same. */
function dropoutMask(length: number, rate: number, random?: Random): Float32Array {
  const mask = new Float32Array(length);
  if (!random) return mask.fill(1);
  const kept = 1 / (1 - rate);
  const threshold = Math.round(rate * 0x10000);
  // One draw of 32 bits decides two units.
  for (let i = 0; i < length; i += 2) {
    const bits = random.uint32();
    mask[i] = (bits & 0xffff) < threshold ? 0 : kept;
    if (i + 1 < length) mask[i + 1] = bits >>> 16 < threshold ? 0 : kept;
  }
  return mask;
}
