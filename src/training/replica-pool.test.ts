import { describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { tinyOptions } from "../../test/tiny-training.js";
import { Vocabulary } from "../dataset/vocabulary.js";
import { trainingGraph } from "../model/training-graph.js";
import { squaredNorm } from "./adam.js";
import { makeBatch } from "./batch.js";
import { ReplicaPool } from "./replica-pool.js";
import { createSharedModel, initialiseModel } from "./shared-model.js";
import { createTask } from "./tasks.js";

const SIZES = { embedding: 4, hidden: 6, layers: 1, dropout: 0, wordDropout: 0 };
const instances = randomInstances(20, 1);
const vocabulary = Vocabulary.build(instances);
const task = createTask(tinyOptions({ model: "seq2seq", ...SIZES }), vocabulary, instances);
const { config } = task;
const { examples } = task.examples(instances);

function newModel(replicas = 1) {
  const model = createSharedModel(config, trainingGraph(config).parameters, replicas, 500);
  initialiseModel(model, 1);
  return model;
}

const batch = makeBatch(examples, task);
const update = { learningRate: 0.01, step: 1 };

describe("a pool of one replica", () => {
  /** The norm of the gradients as the optimiser saw them: its first average is a tenth of them. */
  async function normUnder(clip: number): Promise<number> {
    const model = newModel();
    const pool = await ReplicaPool.create(config, model);
    await pool.train([batch], [1], clip, update);
    await pool.close();
    const { dense, embedding } = model;
    const squares = [dense, embedding].map(({ first }) => squaredNorm(first, 0, first.length));
    return 10 * Math.sqrt(squares[0] + squares[1]);
  }

  it("rescales gradients whose norm together is above the limit, and no others", async () => {
    const norm = await normUnder(1e9);
    expect(await normUnder(norm * 1.001)).toBeCloseTo(norm, 5);
    expect(await normUnder(norm / 3)).toBeCloseTo(norm / 3, 5);
  });

  it("lowers the loss of its batch", async () => {
    const pool = await ReplicaPool.create(config, newModel());
    const first = await pool.train([batch], [1], 1, update);
    const second = await pool.train([batch], [1], 1, { ...update, step: 2 });
    expect(second).toBeLessThan(first);
    await pool.close();
  });

  it("changes nothing when the loss is no number", async () => {
    const model = newModel();
    model.embedding.values.fill(Number.NaN);
    const before = model.dense.values.slice();
    const pool = await ReplicaPool.create(config, model);
    expect(await pool.train([batch], [1], 1, update)).toBeNaN();
    expect(model.dense.values).toEqual(before);
    expect(model.dense.first.some(Boolean)).toBe(false);
    await pool.close();
  });

  it("validates by word, not by batch", async () => {
    const pool = await ReplicaPool.create(config, newModel());
    const parts = [examples.slice(0, 3), examples.slice(3)];
    const batches = parts.map((part) => makeBatch(part, task));
    expect(batches[0].targets).not.toBe(batches[1].targets);
    expect(await pool.validate(batches)).toBeCloseTo(await pool.validate([batch]), 6);
    await pool.close();
  });
});

describe("a pool of threads", () => {
  it("passes on the error of a thread that cannot start: here it is not compiled", async () => {
    const pool = await ReplicaPool.create(config, newModel(2));
    const failed = pool.train([batch, undefined], [1], 1, update);
    await expect(failed).rejects.toThrow(/Cannot find module .*replica-worker/);
    await expect(pool.validate([batch])).rejects.toThrow(/replica-worker/);
  });
});
