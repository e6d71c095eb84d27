import { describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { type RandomModel, randomModel, readablesOf } from "../../test/random-model.js";
import type { Instance } from "../dataset/instance.js";
import { isSpecial } from "../dataset/vocabulary.js";
import { GENERATORS } from "../model/config.js";
import { makeBatch } from "../training/batch.js";
import { LossSession } from "../training/loss-session.js";
import { BatchDecoder, type Readable } from "./batch-decoder.js";
import { type GeneratedHashtag, type GenerateOptions, generate } from "./generate.js";

/** Of these words alone hashtags can be generated: three, and the end. */
const known = randomInstances(12, 1, { words: 8, tagWords: 3 });
const MAX_WORDS = 3;

const instance = (post: string, conversation: string): Instance => ({
  id: post,
  post: post.split(" "),
  conversation: conversation.split(" ").filter((word) => word !== ""),
  hashtags: [["wa"]],
});

/** Words of the output layer, of the vocabulary alone, of neither, twice the same, and odd ones. */
const posts = [
  instance("wa wf strange wf", "wb wc wh wd"),
  instance("we", ""),
  instance("<unk> </s> strange wb", "wg"),
  instance("strange", "wc wc"),
];

const probabilitySum = (numbers: Iterable<number>): number =>
  [...numbers].reduce((sum, score) => sum + Math.exp(score), 0);

/**
 * All hashtags of at most MAX_WORDS words and their probabilities, best first: every hypothesis is
 * continued by every word. Checks that no probability gets lost on the way.
 */
async function enumerate(model: RandomModel, post: Readable): Promise<GeneratedHashtag[]> {
  const decoder = await BatchDecoder.start(model, [post]);
  const found = new Map<string, GeneratedHashtag>();
  let paths: number[][] = [[]];
  let scores: Float32Array = new Float32Array(1);
  let parents: Int32Array = new Int32Array(1);
  for (let step = 0; step <= MAX_WORDS; step++) {
    const words = Int32Array.from(paths, (path) => path.at(-1) ?? 0);
    const places = Int32Array.of(0);
    const hypotheses = { words, scores, parents, posts: places, perPost: paths.length };
    const next = await decoder.step(hypotheses, 1e6);
    const mass = probabilitySum(next.ends) + probabilitySum(next.scores);
    expect(mass).toBeCloseTo(probabilitySum(scores), 5);
    paths.forEach((path, k) => {
      const words = path.map((word) => decoder.word(word, 0));
      const probability = Math.exp(next.ends[k]);
      const before = found.get(words.join(""))?.probability ?? 0;
      if (words.length > 0 && probability > before)
        found.set(words.join(""), { words, probability });
    });
    paths = Array.from(next.hypotheses, (k, i) => [...paths[k], next.words[i]]);
    ({ scores, hypotheses: parents } = next);
  }
  return [...found.values()].sort((a, b) => b.probability - a.probability);
}

function expectSame(found: readonly GeneratedHashtag[], expected: readonly GeneratedHashtag[]) {
  expect(found.map(({ words }) => words)).toEqual(expected.map(({ words }) => words));
  found.forEach(({ probability }, i) => {
    expect(probability / expected[i].probability).toBeCloseTo(1, 4);
  });
}

/** What holds for the list of any post. */
function checkList(list: readonly GeneratedHashtag[], maxWords: number): void {
  expect(list.length).toBeGreaterThan(0);
  for (const { words } of list) {
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThanOrEqual(maxWords);
    expect(words.filter((word) => word === undefined || isSpecial(word))).toEqual([]);
  }
  expect(new Set(list.map(({ words }) => words.join(""))).size).toBe(list.length);
  const probabilities = list.map(({ probability }) => probability);
  expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  expect(sum).toBeLessThan(1 + 1e-5);
}

async function close(model: RandomModel): Promise<void> {
  await model.encoder.close();
  await model.decoder.close();
}

describe.each(GENERATORS)("generate with %s", (name) => {
  it("finds what exhaustive search finds", async () => {
    const model = await randomModel(name, known, 1);
    const readables = readablesOf(posts, model.vocabulary);
    const options = { beam: 1000, maxWords: MAX_WORDS, count: 30 };
    const lists = await generate(model, readables, options);
    for (const [i, list] of lists.entries()) {
      checkList(list, MAX_WORDS);
      const possible = (await enumerate(model, readables[i])).filter(
        ({ probability }) => probability > 1e-20,
      );
      expectSame(list, possible.slice(0, 30));
    }
    await close(model);
  });

  it("gives hashtags the probabilities that training gives them", async () => {
    const model = await randomModel(name, known, 2);
    const loss = await LossSession.forValidation(model.config);
    for (const post of posts.slice(0, 2)) {
      const [readable] = readablesOf([post], model.vocabulary);
      const [list] = await generate(model, [readable], { maxWords: MAX_WORDS, count: 4 });
      const isKnown = ({ words }: GeneratedHashtag) => words.every((w) => model.vocabulary.has(w));
      for (const { words, probability } of list.filter(isKnown)) {
        const gold = [{ ...post, hashtags: [[...words]] }];
        const { examples } = model.task.examples(gold);
        const batch = makeBatch(examples, model.task);
        const { loss: mean } = await loss.run(batch, model.shared);
        expect(mean * batch.targets).toBeCloseTo(-Math.log(probability), 3);
      }
    }
    await loss.close();
    await close(model);
  });
});

describe("generate", () => {
  const words = { words: 60, tagWords: 30, post: 20, conversation: 40 };
  const many = randomInstances(30, 3, words);

  it.each(["bi-attention", "seq2seq-copy"] as const)(
    "with %s gives the same lists in the same order, whatever the batch size",
    async (name) => {
      const model = await randomModel(name, many, 3);
      const hundred = readablesOf(randomInstances(100, 4, words), model.vocabulary);
      const done: number[] = [];
      const onProgress = (posts: number) => done.push(posts);
      const lists = await generate(model, hundred, { batch: 64, onProgress });
      expect(done).toEqual([64, 100]);
      for (const list of lists) checkList(list, 10);
      for (const batch of [1, 7]) {
        const others = await generate(model, hundred, { batch });
        for (const [i, list] of others.entries()) expectSame(list, lists[i]);
      }
      await close(model);
    },
  );

  it("makes hashtags of ten words at most, five of them, unless told otherwise", async () => {
    const model = await randomModel("seq2seq", many, 5);
    const readables = readablesOf(many.slice(0, 1), model.vocabulary);
    expect((await generate(model, readables))[0]).toHaveLength(5);
    const longest = async (options: GenerateOptions): Promise<number> => {
      const [list] = await generate(model, readables, { count: 1000, ...options });
      return Math.max(...list.map(({ words }) => words.length));
    };
    expect(await longest({})).toBe(10);
    expect(await longest({ maxWords: 2 })).toBe(2);
    await close(model);
  });

  it("lists what there is where there are fewer hashtags than wanted", async () => {
    const model = await randomModel("seq2seq-copy", [instance("a", "")], 1);
    const readables = readablesOf([instance("a <unk> a", "")], model.vocabulary);
    const [list] = await generate(model, readables, { maxWords: 2, count: 50 });
    // wa is generated, a copied; the odd word cannot be, and neither place of a comes twice.
    expect(list.map(({ words }) => words.join(" ")).sort()).toEqual([
      "a",
      "a a",
      "a wa",
      "wa",
      "wa a",
      "wa wa",
    ]);
    await close(model);
  });

  it("reads posts without any word, and no posts", async () => {
    const model = await randomModel("seq2seq-copy", many, 6);
    const none = { post: new Int32Array(0), conversation: new Int32Array(0), postWords: [] };
    const [list] = await generate(model, [none]);
    checkList(list, 10);
    expect(await generate(model, [])).toEqual([]);
    await close(model);
  });

  it.each([
    [{ count: 0 }, "count must be a whole number above 0, not 0"],
    [{ beam: 1.5 }, "beam must be a whole number above 0, not 1.5"],
    [{ batch: -1 }, "batch must be"],
    [{ maxWords: Number.NaN }, "maxWords must be"],
  ])("refuses %j", async (options, message) => {
    const model = await randomModel("seq2seq", known, 1);
    await expect(generate(model, [], options)).rejects.toThrow(new RegExp(`^${message}`));
    await close(model);
  });
});
