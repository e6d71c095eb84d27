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
  private rows: OwnRow[] = [];

  private constructor(
    private readonly options: ReplicaOptions,
    private readonly training: LossSession,
    private readonly validation: LossSession,
  ) {}

  /** Builds its graphs and loads them. */
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
    for (const { word, owner, at } of this.rows) {
      adam(model.embedding, word * size, model.gradients[owner]!.rows, at, size, update);
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

  /** Sums the rows of its share of the words, each in the first replica that has the word. */
  private sumRows(): number {
    const { model } = this.options;
    this.rows = [...this.ownRows()];
    let squares = 0;
    for (const { word, owner, at } of this.rows) {
      const { rows } = model.gradients[owner]!;
      for (let other = owner + 1; other < model.gradients.length; other++) {
        const { places, rows: more } = model.gradients[other]!;
        const from = places[word]! * model.size;
        for (let j = 0; from >= 0 && j < model.size; j++) rows[at + j]! += more[from + j]!;
      }
      squares += squaredNorm(rows, at, model.size);
    }
    return squares;
  }

  /** The rows of its share of the words that the batch touched. */
  private *ownRows(): Generator<OwnRow> {
    const { gradients, size } = this.options.model;
    for (let owner = 0; owner < gradients.length; owner++) {
      const { count, words } = gradients[owner]!;
      for (let place = 0; place < count[0]!; place++) {
        const word = words[place]!;
        const isMine = word % gradients.length === this.options.index;
        if (isMine && !this.isInEarlier(word, owner)) yield { word, owner, at: place * size };
      }
    }
  }

  private isInEarlier(word: number, owner: number): boolean {
    for (let i = 0; i < owner; i++) {
      if (this.options.model.gradients[i]!.places[word]! >= 0) return true;
    }
    return false;
  }
}

/** The gradient of one word's embedding: the first replica that has the word, and where in its rows. */
interface OwnRow {
  readonly word: number;
  readonly owner: number;
  readonly at: number;
}
