import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { TinyLoss } from "../../test/loss.js";
import type { Instance } from "../dataset/instance.js";
import type { TensorData } from "../graph/tensor-data.js";
import { Random } from "../support/random.js";
import type { GoldExample } from "../training/task.js";
import { familyOf, NEURAL, sourcesOf } from "./config.js";

const STEP = 1e-5;
const known = randomInstances(30, 1);

const instance = (post: string, conversation: string, ...hashtags: string[]): Instance => {
  const words = (text: string) => text.split(" ").filter((word) => word !== "");
  return {
    id: "1",
    post: words(post),
    conversation: words(conversation),
    hashtags: hashtags.map(words),
  };
};

/** wj and wp stand in no hashtag of `known`: they can only be copied. zzz is no word at all. */
const batches: Record<string, Instance[]> = {
  "a batch of one": [instance("wb wc wd", "we wb", "wb wf")],
  "one word each": [instance("wb", "wc", "wa")],
  "an empty conversation": [instance("wb wc", "", "wd")],
  padding: [
    instance("wb", "wc wd we wf", "wb wc wd"),
    instance("wj wi zzz wj", "", "wj", "wb wj"),
    instance("wh wp", "wc", "wp zzz wa"),
  ],
};

/** Compares the gradients with derivatives of the loss along a random direction of each input. */
async function checkGradients(loss: TinyLoss, instances: Instance[], seed: number): Promise<void> {
  const feeds = loss.feeds(loss.examples(instances), seed);
  const { model } = loss.task.config;
  const embedded = [...sourcesOf(model), ...(familyOf(model) === "generator" ? ["previous"] : [])];
  const random = new Random(seed);
  // A word that stands in a text twice is as good as itself: there a maximum has no derivative.
  for (const { data } of embedded.map((name) => feeds[`${name}.embedded`])) nudge(data, random);
  const gradients = Object.entries(await loss.run(feeds)).filter(([name]) => name !== "loss");
  const names = gradients.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(embedded.map((name) => `d.${name}.embedded`)));
  let total = 0;
  for (const [output, gradient] of gradients) {
    const name = output.replace("d.", "");
    const direction = gradient.map(() => random.normal());
    const moved = async (by: number): Promise<number> => {
      const data = (feeds[name].data as Float64Array).map((x, i) => x + by * direction[i]);
      return (await loss.run({ ...feeds, [name]: { ...feeds[name], data } })).loss[0];
    };
    const numeric = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
    const analytic = direction.reduce((sum, x, i) => sum + x * gradient[i], 0);
    expect(Math.abs(numeric - analytic), name).toBeLessThan(1e-8 + 1e-6 * Math.abs(numeric));
    total += Math.abs(analytic);
  }
  // Zeros everywhere would agree as well.
  expect(total).toBeGreaterThan(0.1);
}

function nudge(numbers: TensorData["data"], random: Random): void {
  for (const i of numbers.keys()) numbers[i] = Number(numbers[i]) + random.normal() / 10;
}

/** Checks that an example alone and in front of another has the same loss and gradients. */
async function checkPadding(loss: TinyLoss, example: GoldExample, other: GoldExample) {
  const alone = loss.feeds([example], 1);
  const beside = loss.feeds([example, other], 1);
  // The other example's words weigh nothing, so that only the padding it brings is left.
  const { data } = alone["target.weights"] as { data: Float64Array };
  (beside["target.weights"].data as Float64Array).fill(0).set(data);
  const found = await loss.run(beside);
  for (const [name, expected] of Object.entries(await loss.run(alone))) {
    if (!name.endsWith(".embedded")) expectClose(found[name], expected, name);
    else {
      const mine = everySecondRow(found[name], loss.task.config.embedding);
      expectClose(mine.subarray(0, expected.length), expected, name);
      expect(mine.subarray(expected.length).some(Boolean), `${name} of padding`).toBe(false);
    }
  }
}

/** The first of two examples, time-major. */
function everySecondRow(numbers: Float64Array, size: number): Float64Array {
  return numbers.filter((_, i) => Math.floor(i / size) % 2 === 0);
}

function expectClose(found: Float64Array, expected: Float64Array, name: string): void {
  const far = expected.findIndex((x, i) => !(Math.abs(x - found[i]) < 1e-12));
  expect(found.length, name).toBe(expected.length);
  expect(far, `${name}: a number that differs`).toBe(-1);
}

const long = instance("wb wc wd we wf wg", "wg wf we wd wc wb", "wb wc wd we");
const short = [instance("wb wj", "wd", "wj wb"), instance("wc", "", "wd")];

describe.each(NEURAL)("the loss of %s", (model) => {
  // A classifier only learns from hashtags that it knows.
  const tested = [...Object.values(batches).flat(), long, ...short];
  const trained = familyOf(model) === "classifier" ? [...known, ...tested] : known;
  let loss: TinyLoss;
  beforeAll(async () => {
    loss = await TinyLoss.create(model, trained);
  });
  afterAll(() => loss.close());

  it.each(Object.entries(batches))("has the right gradients for %s", async (_, instances) => {
    for (const seed of [1, 2]) await checkGradients(loss, instances, seed);
  });

  it("has the right gradients under dropout", async () => {
    const dropping = await TinyLoss.create(model, trained, { dropout: 0.5, wordDropout: 0.5 });
    await checkGradients(dropping, batches.padding, 3);
    await dropping.close();
  });

  it("does not depend on padding, nor do the gradients", async () => {
    const [other] = loss.examples([long]);
    for (const example of loss.examples(short)) await checkPadding(loss, example, other);
  });
});
