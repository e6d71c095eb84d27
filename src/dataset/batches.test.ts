import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { Random } from "../support/random.js";
import { epochBatches, pad } from "./batches.js";
import { encodeForTraining } from "./encode.js";
import { readAlignedLines } from "./lines.js";
import { Vocabulary } from "./vocabulary.js";

type Lengths = { post: Int32Array; conversation: Int32Array };

/** Random examples whose conversations are, like real ones, mostly short and often cut at 100 words. */
function randomExamples(count: number, seed: number): Lengths[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => ({
    post: new Int32Array(1 + random.below(50)),
    conversation: new Int32Array(Math.min(100, Math.floor(25 * Math.exp(random.normal())))),
  }));
}

/** Words of all batches, padding included, per real word. */
function paddingRatio(examples: readonly Lengths[], batches: readonly number[][]): number {
  const padded = batches.map((batch) => {
    const longest = (key: keyof Lengths) => Math.max(...batch.map((i) => examples[i][key].length));
    return batch.length * (longest("post") + longest("conversation"));
  });
  const real = examples.map(({ post, conversation }) => post.length + conversation.length);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return sum(padded) / sum(real);
}

function randomBatches(count: number, size: number): number[][] {
  const order = new Random(9).shuffle(Array.from({ length: count }, (_, i) => i));
  return Array.from({ length: Math.ceil(count / size) }, (_, i) =>
    order.slice(i * size, (i + 1) * size),
  );
}

const asSets = (batches: number[][]) => new Set(batches.map((batch) => batch.toSorted().join()));

describe("epochBatches", () => {
  const examples = randomExamples(500, 1);

  it("holds every example once in as few batches as can be", () => {
    const options = { count: fc.nat(300), size: fc.integer({ min: 1, max: 70 }), epoch: fc.nat(5) };
    fc.assert(
      fc.property(fc.record(options), ({ count, size, epoch }) => {
        const batches = epochBatches(randomExamples(count, count), { size, seed: 1, epoch });
        expect(batches.flat().sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
        expect(batches).toHaveLength(Math.ceil(count / size));
        expect(batches.every((batch) => batch.length <= size)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("depends on seed and epoch and on nothing else", () => {
    const batches = epochBatches(examples, { size: 8, seed: 1, epoch: 2 });
    expect(epochBatches(examples, { size: 8, seed: 1, epoch: 2 })).toEqual(batches);
    expect(epochBatches(examples, { size: 8, seed: 2, epoch: 2 })).not.toEqual(batches);
  });

  it("makes other batches in every epoch, not only another order", () => {
    const first = asSets(epochBatches(examples, { size: 8, seed: 1, epoch: 0 }));
    const second = asSets(epochBatches(examples, { size: 8, seed: 1, epoch: 1 }));
    const repeated = [...second].filter((batch) => first.has(batch)).length;
    expect(repeated / second.size).toBeLessThan(0.1);
  });

  it("does not go from short to long", () => {
    const batches = epochBatches(examples, { size: 8, seed: 1, epoch: 0 });
    const words = (half: number[][]) =>
      half.flat().reduce((sum, i) => sum + examples[i].conversation.length, 0);
    const middle = Math.ceil(batches.length / 2);
    const ratio = words(batches.slice(0, middle)) / words(batches.slice(middle));
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it("pads far less than random batches do", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 8, max: 32 }), (seed, size) => {
        const random = randomExamples(1000, seed);
        const excess = paddingRatio(random, epochBatches(random, { size, seed, epoch: 0 })) - 1;
        const excessOfRandom = paddingRatio(random, randomBatches(1000, size)) - 1;
        expect(excess).toBeLessThan(excessOfRandom / 4);
      }),
      { numRuns: 20 },
    );
  });

  it.skipIf(!hasShared("data/weibo8k"))(
    "pads real posts by less than 15%, where random batches more than double them (needs ../shared)",
    () => {
      const { train } = readAlignedLines(sharedPath("data/weibo8k"));
      const real = encodeForTraining(train, Vocabulary.build(train)).examples;
      expect(paddingRatio(real, randomBatches(real.length, 64))).toBeGreaterThan(2);
      expect(paddingRatio(real, epochBatches(real, { size: 64, seed: 1, epoch: 0 }))).toBeLessThan(
        1.15,
      );
    },
  );
});

describe("pad", () => {
  it("lays sequences out by time and fills them up", () => {
    expect(pad([Int32Array.of(7, 8), Int32Array.of(), Int32Array.of(9)])).toEqual({
      ids: Int32Array.of(7, 0, 9, 8, 0, 0),
      lengths: Int32Array.of(2, 0, 1),
      steps: 2,
    });
  });

  it("has a step even where all sequences are empty", () => {
    expect(pad([Int32Array.of(), Int32Array.of()])).toEqual({
      ids: Int32Array.of(0, 0),
      lengths: Int32Array.of(0, 0),
      steps: 1,
    });
  });
});
