import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../../test/instances.js";
import type { Instance } from "../../dataset/instance.js";
import { Random } from "../../support/random.js";
import { parseTrainingOptions } from "../../training/options.js";
import { train } from "../../training/train.js";
import { openSuggester } from "../open.js";
import type { OpenSuggester } from "../open-suggester.js";
import type { Suggestion } from "../suggester.js";

const WORDS = Array.from({ length: 30 }, (_, i) => `w${i}`);
const FRESH = 200;

/** Makes the post, the replies and the hashtag of an instance. */
type Draw = (random: Random) => Omit<Instance, "id">;

const posts = (count: number, seed: number, draw: Draw): Instance[] => {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => ({ id: `${seed}-${i}`, ...draw(random) }));
};

const noise = (random: Random, length: number): string[] =>
  Array.from({ length }, () => WORDS[random.below(WORDS.length)]);

/** One to three words between two marks. */
const markedSpan: Draw = (random) => {
  const hashtag = noise(random, 1 + random.below(3));
  const post = noise(random, 6);
  post.splice(random.below(7), 0, "<<", ...hashtag, ">>");
  return { post, conversation: noise(random, random.below(4)), hashtags: [hashtag] };
};

/** Two marked words; the replies tell whether the hashtag is the first or the second. */
const markedWords: Draw = (random) => {
  const marked = [WORDS[random.below(15)], WORDS[15 + random.below(15)]];
  const first = noise(random, 1 + random.below(3));
  const post = [...first, "*", marked[0], ...noise(random, random.below(3)), "+", marked[1]];
  const which = random.below(2);
  const conversation = noise(random, 5);
  conversation.splice(random.below(6), 0, which === 0 ? "former" : "latter");
  return { post, conversation, hashtags: [[marked[which]]] };
};

const about = ({ words, score }: Suggestion): Suggestion => ({
  words,
  score: expect.closeTo(score, 5),
});

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "extractor-"));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Trains a small extractor on a task. */
async function learn(name: string, draw: Draw): Promise<OpenSuggester> {
  const options = parseTrainingOptions({
    model: "extractor",
    threads: 1,
    epochs: 5,
    batch: 32,
    learningRate: 0.01,
    embedding: 16,
    hidden: 24,
    layers: 1,
  });
  const folder = join(root, name);
  await train(datasetOf(posts(800, 1, draw), posts(50, 2, draw)), folder, options);
  return openSuggester(folder, { threads: 1 });
}

/** The share of posts whose hashtag comes first. */
async function accuracy(extractor: OpenSuggester, fresh: readonly Instance[]): Promise<number> {
  const found = await extractor.suggest(fresh, { count: 1 });
  const isRight = ({ hashtags }: Instance, i: number): boolean =>
    found[i][0].words.join(" ") === hashtags[0].join(" ");
  return fresh.filter(isRight).length / fresh.length;
}

describe("the extractor learns to find", () => {
  it("a marked span", async () => {
    const extractor = await learn("span", markedSpan);
    expect(await accuracy(extractor, posts(FRESH, 3, markedSpan))).toBeGreaterThanOrEqual(0.95);
    await extractor.close();
  });

  it("the one of two marked words that the replies tell it, and not without them", async () => {
    const extractor = await learn("told", markedWords);
    const fresh = posts(FRESH, 3, markedWords);
    expect(await accuracy(extractor, fresh)).toBeGreaterThanOrEqual(0.95);
    const untold = fresh.map((post) => ({ ...post, conversation: [] }));
    const chance = await accuracy(extractor, untold);
    expect(Math.abs(chance - 0.5)).toBeLessThanOrEqual(4 * Math.sqrt(0.25 / FRESH));
    await extractor.close();
  });
});

describe("Extractor", () => {
  const fresh = randomInstances(40, 3, { words: 30, post: 20, conversation: 40 });
  let extractor: OpenSuggester;
  beforeAll(async () => {
    const folder = join(root, "random");
    const sizes = { embedding: 6, hidden: 8, layers: 2, learningRate: 0.01 };
    const options = parseTrainingOptions({ model: "extractor", threads: 1, epochs: 2, ...sizes });
    await train(datasetOf(randomInstances(60, 1), randomInstances(20, 2)), folder, options);
    extractor = await openSuggester(folder, { threads: 1 });
  });
  afterAll(() => extractor.close());

  it("suggests only what stands in the post, each once, best first", async () => {
    const found = await extractor.suggest(fresh, { count: 10 });
    for (const [i, list] of found.entries()) {
      expect(list.length).toBeGreaterThan(0);
      const text = ` ${fresh[i].post.join(" ")} `;
      for (const { words } of list) expect(text).toContain(` ${words.join(" ")} `);
      expect(new Set(list.map(({ words }) => words.join(""))).size).toBe(list.length);
      const scores = list.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
    }
  });

  it("suggests the same, whatever the batch size", async () => {
    const expected = await extractor.suggest(fresh, { batch: 1 });
    for (const batch of [3, 64]) {
      const found = await extractor.suggest(fresh, { batch });
      // Rounding may differ with the length to which posts are padded.
      expect(found).toEqual(expected.map((list) => list.map(about)));
    }
  });

  it("finds nothing where there are no words, or only special symbols", async () => {
    const empty = { post: [], conversation: [] };
    const special = { post: ["<unk>", "<pad>"], conversation: ["wb"] };
    expect(await extractor.suggest([empty, special])).toEqual([[], []]);
  });
});
