import type { ModelConfig } from "../model/config.js";
import { Random } from "../support/random.js";
import { adam, squaredNorm, type Update } from "./adam.js";
import type { Batch } from "./batch.js";
import { addRows, clearRows } from "./embedding.js";
import { LossSession } from "./loss-session.js";
import { rangeOf, type SharedModel } from "./shared-model.js";

/** What a replica is told when it starts. */
export interface ReplicaOptions {
  readonly config: ModelConfig;
  readonly model: SharedModel;
  /** Which of the replicas this is, from 0. */
  readonly index: number;
}

/**
 * One of several threads that train a model together. Each computes the gradients of its part of a
 * batch; then each sums the gradients of all replicas for its share of the parameters, and updates
 * that share. Sums are made in the order of the replicas, so that the result is always the same.
 */
export class Replica {
  private constructor(
    private readonly options: ReplicaOptions,
    private readonly training: LossSession,
    private readonly validation: LossSession,
  ) {}

  static async create(options: ReplicaOptions): Promise<Replica> {
    return new Replica(
      options,
      await LossSession.forTraining(options.config),
      await LossSession.forValidation(options.config),
    );
  }

  /**
   * Computes the gradients of a part of a batch; those of no part are zero.
   * @param seed what the dropout masks are drawn from
   * @returns the part's share of the loss
   */
  async computeGradients(batch: Batch | undefined, seed: readonly number[]): Promise<number> {
    const { model, index } = this.options;
    const mine = model.gradients[index]!;
    clearRows(mine, model.size);
    if (!batch) {
      mine.dense.fill(0);
      return 0;
    }
    const result = await this.training.run(batch, model, new Random(...seed, index));
    for (const { name } of model.specs) {
      mine.dense.set(result.gradientOf(name), rangeOf(model, name)[0]);
    }
    for (const [name, ids] of Object.entries(batch.words)) {
      addRows(mine, model.size, ids, result.gradientOf(name));
    }
    return result.loss;
  }

  /** Sums all replicas' gradients of its share. @returns the sum of their squares */
  sumGradients(): number {
    const { model } = this.options;
    const [sum, ...others] = model.gradients;
    const [start, end] = this.share();
    for (const other of others) {
      for (let i = start; i < end; i++) sum!.dense[i]! += other.dense[i]!;
    }
    return squaredNorm(sum!.dense, start, end - start) + this.sumRows();
  }

  /** Updates its share of the parameters. */
  update(update: Update): void {
    const { model } = this.options;
    const [start, end] = this.share();
    adam(model.dense, start, model.gradients[0]!.dense, start, end - start, update);
    const { size } = model;
    for (const [word, rows, place] of this.ownWords()) {
      adam(model.embedding, word * size, rows, place * size, size, update);
    }
  }

  /** The mean loss of a whole batch, nothing dropped. */
  async validationLoss(batch: Batch): Promise<number> {
    return (await this.validation.run(batch, this.options.model)).loss;
  }

  /** Frees the memory of its sessions. */
  async close(): Promise<void> {
    await this.training.close();
    await this.validation.close();
  }

  /** Its share of the dense numbers. */
  private share(): [start: number, end: number] {
    const { model, index } = this.options;
    const { length } = model.dense.values;
    const replicas = model.gradients.length;
    return [Math.floor((length * index) / replicas), Math.floor((length * (index + 1)) / replicas)];
  }

  /** Sums the rows of its share of the words, into the row of the first replica that has the word. */
  private sumRows(): number {
    const { model } = this.options;
    let squares = 0;
    for (const [word, rows, place, owner] of this.ownWords()) {
      for (const other of model.gradients.slice(owner + 1)) {
        const from = other.places[word]!;
        for (let j = 0; from >= 0 && j < model.size; j++) {
          rows[place * model.size + j]! += other.rows[from * model.size + j]!;
        }
      }
      squares += squaredNorm(rows, place * model.size, model.size);
    }
    return squares;
  }

  /** The words of its share that the batch touched, with the row that holds (or will hold) the sum. */
  private *ownWords(): Generator<[word: number, rows: Float32Array, place: number, owner: number]> {
    const { model, index } = this.options;
    const replicas = model.gradients.length;
    for (const [owner, { count, words, rows }] of model.gradients.entries()) {
      for (let place = 0; place < count[0]!; place++) {
        const word = words[place]!;
        const isFirst = !model.gradients.slice(0, owner).some(({ places }) => places[word]! >= 0);
        if (word % replicas === index && isFirst) yield [word, rows, place, owner];
      }
    }
  }
}
