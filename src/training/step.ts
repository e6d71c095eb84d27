import { Session, type TensorData } from "../graph/session.js";
import type { ModelConfig } from "../model/config.js";
import { sizeOf } from "../model/parameters.js";
import { type LossGraph, trainingGraph, validationGraph } from "../model/training-graph.js";
import type { Random } from "../support/random.js";
import type { Batch } from "./batch.js";
import { embed } from "./embedding.js";

/** All numbers of a model while it is trained. */
export interface ModelState {
  /** Parameters of the graph, by name. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** The shared embedding table `[vocabulary, e]`. */
  readonly embedding: Float32Array;
}

/** What a training step yields. */
export interface StepResult {
  /** Mean negative log-likelihood of the gold words, in nats. */
  readonly loss: number;
  /** Gradients of parameters and embedded inputs, by name. */
  gradientOf(name: string): Float32Array;
}

/** A loss graph in ONNX Runtime, fed from a model's numbers. */
export class LossSession {
  private constructor(
    private readonly session: Session,
    private readonly built: LossGraph,
    private readonly config: ModelConfig,
  ) {}

  static async forTraining(config: ModelConfig, threads: number): Promise<LossSession> {
    return LossSession.open(trainingGraph(config), config, threads);
  }

  static async forValidation(config: ModelConfig, threads: number): Promise<LossSession> {
    return LossSession.open(validationGraph(config), config, threads);
  }

  private static async open(built: LossGraph, config: ModelConfig, threads: number) {
    return new LossSession(await Session.create(built.graph, { threads }), built, config);
  }

  /** @param random draws the dropout masks; without it nothing is dropped */
  async run(batch: Batch, model: ModelState, random?: Random): Promise<StepResult> {
    const feeds: Record<string, TensorData> = { ...batch.feeds };
    for (const { name, shape } of this.built.parameters) {
      feeds[name] = { data: model.parameters.get(name) as Float32Array, dims: shape };
    }
    const { embedding: size } = this.config;
    for (const [name, ids] of Object.entries(batch.words)) {
      const columns = batch.sizes.B as number;
      const dims = [ids.length / columns, columns, size];
      feeds[name] = { data: embed(model.embedding, ids, size), dims };
    }
    for (const { name, shape } of this.built.dropout) {
      const dims = shape.map((dim) =>
        typeof dim === "number" ? dim : (batch.sizes[dim] as number),
      );
      feeds[name] = { data: dropoutMask(sizeOf(dims), this.config.dropout, random), dims };
    }
    const results = await this.session.run(feeds);
    return {
      loss: (results.loss?.data as Float32Array)[0] as number,
      gradientOf: (name) => results[`d.${name}`]?.data as Float32Array,
    };
  }

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
