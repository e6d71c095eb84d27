import { describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { tinyOptions } from "../../test/tiny-training.js";
import { Vocabulary } from "../dataset/vocabulary.js";
import type { NeuralName } from "../model/config.js";
import { trainingGraph } from "../model/training-graph.js";
import { adam } from "./adam.js";
import { makeBatch, makeParts } from "./batch.js";
import { Replica } from "./replica.js";
import {
  createSharedModel,
  initialiseModel,
  type SharedModel,
  type Trained,
} from "./shared-model.js";
import type { GoldExample } from "./task.js";
import { createTask } from "./tasks.js";

const SIZES = { embedding: 4, hidden: 6, layers: 2, dropout: 0, wordDropout: 0 };
const UPDATE = { learningRate: 0.01, step: 1, scale: 0.5 };
const instances = randomInstances(20, 1);
const vocabulary = Vocabulary.build(instances);

/** A model of random numbers with its replicas, all in this thread. */
async function start(model: NeuralName, replicas: number) {
  const task = createTask(tinyOptions({ model, ...SIZES }), vocabulary, instances);
  const { config } = task;
  const shared = createSharedModel(config, trainingGraph(config).parameters, replicas, 500);
  initialiseModel(shared, 1);
  const all = await Promise.all(
    shared.gradients.map((_, index) => Replica.create({ config, model: shared, index })),
  );
  return { task, shared, all };
}

/** Computes and sums the gradients of a batch. @returns loss, gradients by word, and their norm */
async function gradientsOf(
  { task, shared, all }: Awaited<ReturnType<typeof start>>,
  examples: readonly GoldExample[],
) {
  const parts = makeParts(examples, all.length, task);
  let loss = 0;
  for (const [i, replica] of all.entries()) loss += await replica.computeGradients(parts[i], [1]);
  const squares = all.reduce((sum, replica) => sum + replica.sumGradients(), 0);
  return { loss, squares, dense: [...shared.gradients[0].dense], rows: rowsOf(shared) };
}

/** The summed gradients of embeddings: of the first replica that has the word. */
function rowsOf({ gradients, size }: SharedModel): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const { count, words, rows: numbers } of gradients) {
    for (let place = 0; place < count[0]; place++) {
      if (rows.has(words[place])) continue;
      rows.set(words[place], [...numbers.subarray(place * size, (place + 1) * size)]);
    }
  }
  return rows;
}

/** A copy in memory of its own. */
function copyOf({ values, first, second }: Trained): Trained {
  return { values: values.slice(), first: first.slice(), second: second.slice() };
}

function expectClose(found: number[], expected: number[]): void {
  const scale = Math.max(...expected.map(Math.abs));
  expect(scale).toBeGreaterThan(0);
  expect(found).toHaveLength(expected.length);
  const furthest = Math.max(...found.map((x, i) => Math.abs(x - expected[i])));
  expect(furthest / scale).toBeLessThan(1e-5);
}

function examplesOf(model: NeuralName): readonly GoldExample[] {
  return createTask(tinyOptions({ model }), vocabulary, instances).examples(instances).examples;
}

describe.each([
  "bi-attention",
  "seq2seq-copy",
  "seq2seq-concatenation",
  "classifier",
  "extractor",
] as const)("replicas of %s", (model) => {
  const examples = examplesOf(model);
  it.each([
    ["eleven posts", examples.slice(0, 11)],
    ["two posts, one replica idle", examples.slice(5, 7)],
  ])("add up to the gradients of a whole batch of %s", async (_, batch) => {
    const [one, three] = [await start(model, 1), await start(model, 3)];
    // Twice: the second batch must not see the first one's gradients.
    await gradientsOf(three, examples.slice(11, 20));
    const [expected, found] = [await gradientsOf(one, batch), await gradientsOf(three, batch)];
    expect(found.loss).toBeCloseTo(expected.loss, 5);
    expectClose([found.squares], [expected.squares]);
    expectClose(found.dense, expected.dense);
    expect([...found.rows.keys()].sort()).toEqual([...expected.rows.keys()].sort());
    for (const [word, row] of expected.rows) expectClose(found.rows.get(word)!, row);
    for (const replica of [...one.all, ...three.all]) await replica.close();
  });
});

describe("replicas", () => {
  const examples = examplesOf("bi-attention");

  it("update every number once, and no embedding that the batch lacks", async () => {
    const three = await start("bi-attention", 3);
    const { shared, all } = three;
    const { dense, rows } = await gradientsOf(three, examples.slice(0, 4));
    const expected = { dense: copyOf(shared.dense), embedding: copyOf(shared.embedding) };
    adam(expected.dense, 0, Float32Array.from(dense), 0, dense.length, UPDATE);
    for (const [word, row] of rows) {
      const { size } = shared;
      adam(expected.embedding, word * size, Float32Array.from(row), 0, size, UPDATE);
    }
    const before = shared.embedding.values.slice();
    for (const replica of all) replica.update(UPDATE);
    expect(shared.dense).toEqual(expected.dense);
    expect(shared.embedding).toEqual(expected.embedding);
    const changed = new Set<number>();
    before.forEach((number, i) => {
      if (number !== shared.embedding.values[i]) changed.add(Math.floor(i / shared.size));
    });
    expect(changed).toEqual(new Set(rows.keys()));
    expect(rows.size).toBeLessThan(vocabulary.size - 4);
    for (const replica of all) await replica.close();
  });

  it("know the loss of a batch with nothing dropped", async () => {
    const { task, all } = await start("seq2seq", 1);
    const batch = makeBatch(examples, task);
    const loss = await all[0].computeGradients(batch, [1]);
    expect(await all[0].validationLoss(batch)).toBeCloseTo(loss, 6);
    await all[0].close();
  });
});
