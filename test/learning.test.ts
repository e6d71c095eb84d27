import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instance } from "../src/dataset/instance.js";
import type { GeneratorName } from "../src/model/config.js";
import { openSuggester } from "../src/suggesters/open.js";
import type { OpenSuggester } from "../src/suggesters/open-suggester.js";
import type { Suggestion } from "../src/suggesters/suggester.js";
import { Random } from "../src/support/random.js";
import { parseTrainingOptions } from "../src/training/options.js";
import { train } from "../src/training/train.js";
import { datasetOf } from "./instances.js";

/** Word types; the hashtag is an ordered pair of different ones, the two words marked in a text. */
const TYPES = 24;
const WORDS = Array.from({ length: TYPES }, (_, i) => `w${i}`);
/** Words of a text beside the marks, the marked words included. */
const LENGTH = 8;
const FRESH = 400;

/**
 * Chance of a system that cannot see the marks: it names the right pair for one post of 552, and the
 * right first word for one of 24. The bands leave four standard deviations of 400 fresh posts.
 */
const PAIRS = 1 / (TYPES * (TYPES - 1));
const MOST_PAIRS = PAIRS + 4 * Math.sqrt(PAIRS / FRESH);
const FIRSTS = [-4, 4].map((errors) => 1 / TYPES + errors * Math.sqrt(1 / TYPES / FRESH));

/** Which text holds the marks; the other is noise. */
type Marked = "post" | "conversation";

/** Posts with the marks in one of their texts, both words of the hashtag drawn from `tagWords`. */
function posts(count: number, seed: number, marked: Marked, tagWords = WORDS): Instance[] {
  const random = new Random(seed);
  const noise = (length: number): string[] =>
    Array.from({ length }, () => WORDS[random.below(TYPES)]);
  return Array.from({ length: count }, (_, i) => {
    const hashtag = random.shuffle([...tagWords]).slice(0, 2);
    const places = random.shuffle([...Array(LENGTH).keys()]).slice(0, 2);
    places.sort((a, b) => a - b);
    const text = noise(LENGTH).flatMap((word, place) =>
      places.includes(place) ? ["*", hashtag[places.indexOf(place)]] : [word],
    );
    const texts = { post: noise(LENGTH), conversation: noise(LENGTH), [marked]: text };
    return { id: `${seed}-${i}`, hashtags: [hashtag], ...texts };
  });
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "learning-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Trains a small model on a task. @returns what opens it */
async function learn(model: GeneratorName, marked: Marked): Promise<OpenSuggester> {
  const options = parseTrainingOptions({
    model,
    seed: 1,
    threads: 1,
    epochs: 5,
    batch: 32,
    learningRate: 0.01,
    dropout: 0,
    embedding: 24,
    hidden: 32,
    layers: 1,
  });
  const path = join(folder, `${model}-${marked}`);
  await train(datasetOf(posts(1500, 1, marked), posts(100, 2, marked)), path, options);
  return openSuggester(path, { threads: 1 });
}

/** Shares of fresh posts whose hashtag comes first, and whose hashtag's first word does. */
async function accuracy(generator: OpenSuggester, fresh: Instance[]) {
  const found = await generator.suggest(fresh, { count: 1 });
  const share = (isRight: (top: Suggestion, gold: string[]) => boolean): number =>
    found.filter(([top], i) => isRight(top, fresh[i].hashtags[0])).length / fresh.length;
  return {
    pair: share(({ words }, gold) => words.join(" ") === gold.join(" ")),
    first: share(({ words }, gold) => words[0] === gold[0]),
  };
}

async function expectLearned(model: GeneratorName, marked: Marked): Promise<void> {
  const generator = await learn(model, marked);
  const { pair } = await accuracy(generator, posts(FRESH, 3, marked));
  await generator.close();
  expect(pair).toBeGreaterThanOrEqual(0.98);
}

async function expectChance(model: GeneratorName, marked: Marked): Promise<void> {
  const generator = await learn(model, marked);
  const { pair, first } = await accuracy(generator, posts(FRESH, 3, marked));
  await generator.close();
  expect(pair).toBeLessThanOrEqual(MOST_PAIRS);
  expect(first).toBeGreaterThanOrEqual(FIRSTS[0]);
  expect(first).toBeLessThanOrEqual(FIRSTS[1]);
}

describe("the words marked in the post, as hashtag", () => {
  it.each(["bi-attention", "seq2seq"] as const)("are learned by %s", (model) =>
    expectLearned(model, "post"),
  );

  it("are learned by seq2seq-copy, words that it never saw too", async () => {
    const generator = await learn("seq2seq-copy", "post");
    expect((await accuracy(generator, posts(FRESH, 3, "post"))).pair).toBeGreaterThanOrEqual(0.98);
    const unseen = WORDS.map((word) => `new-${word}`);
    const { pair } = await accuracy(generator, posts(FRESH, 4, "post", unseen));
    expect(pair).toBeGreaterThanOrEqual(0.98);
    await generator.close();
  });

  it("are out of reach of seq2seq-conversation, which does not see the post", () =>
    expectChance("seq2seq-conversation", "post"));
});

describe("the words marked in the replies, as hashtag", () => {
  it.each([
    "bi-attention",
    "bi-attention-conversation",
    "seq2seq-conversation",
    "seq2seq-concatenation",
  ] as const)("are learned by %s", (model) => expectLearned(model, "conversation"));

  it("are out of reach of seq2seq, which sees the post alone", () =>
    expectChance("seq2seq", "conversation"));
});
