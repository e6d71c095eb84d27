import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instance } from "../src/dataset/instance.js";
import type { NeuralName } from "../src/model/config.js";
import { openSuggester } from "../src/suggesters/open.js";
import type { OpenSuggester } from "../src/suggesters/open-suggester.js";
import type { Suggestion, Thread } from "../src/suggesters/suggester.js";
import { isSystem, SUGGESTERS, type SuggesterName } from "../src/suggesters/systems.js";
import { trainSuggester } from "../src/suggesters/train.js";
import { train } from "../src/training/train.js";
import { datasetOf, randomInstances } from "./instances.js";
import { tinyOptions } from "./tiny-training.js";

/** Settings that make a system learn in a moment. */
const SMALL: Partial<Record<SuggesterName, Record<string, unknown>>> = {
  lda: { topics: 3, sweeps: 5 },
};

const TRAINING = randomInstances(60, 1);
const THREADS: Thread[] = [
  ...randomInstances(10, 3),
  { post: ["wb", "wc"], conversation: [] },
  { post: ["unheard"], conversation: ["of", "entirely"] },
  { post: ["wb"], conversation: new Array(43_509).fill("wd") },
];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "suggesters-"));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Makes a small model of a system. @returns its folder */
async function makeModel(name: SuggesterName, folder: string): Promise<string> {
  const dataset = datasetOf(TRAINING, randomInstances(8, 2));
  if (isSystem(name)) {
    const options = { seed: 7, settings: SMALL[name] ?? {} };
    await (await trainSuggester(name, dataset, folder, options)).close();
  } else {
    const options = tinyOptions({ epochs: 1, seed: 7, model: name as NeuralName });
    await train(dataset, folder, options);
  }
  return folder;
}

/** A hashtag without the spaces that only its words have. */
const spelling = (words: readonly string[]): string => words.join("");

/** What every list must be, whatever the system. */
function expectRanked(list: readonly Suggestion[], count: number): void {
  expect(list.length).toBeLessThanOrEqual(count);
  const scores = list.map(({ score }) => score);
  for (const score of scores) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
  }
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(new Set(list.map(({ words }) => spelling(words))).size).toBe(list.length);
  for (const { words } of list) expect(words.join(" ")).toMatch(/^\S+( \S+)*$/);
}

/** The words of all lists: scores of neural models may differ in the last digits between batches. */
const wordsOf = (lists: Suggestion[][]) => lists.map((list) => list.map(({ words }) => [...words]));

describe.each(SUGGESTERS)("%s", (name) => {
  let folder: string;
  let suggester: OpenSuggester;
  beforeAll(async () => {
    folder = await makeModel(name, join(root, name));
    suggester = await openSuggester(folder, { threads: 1 });
  });
  afterAll(async () => {
    await suggester.close();
  });

  it("says what it is, what it was made from, and how texts are read", async () => {
    expect(suggester.name).toBe(name);
    expect(suggester.manifest).toMatchObject({
      config: { model: name },
      dataset: { name: "random", language: "en" },
      training: { seed: 7 },
    });
    const reader = await suggester.openReader();
    expect(reader.words({ text: "Wb wc!" })).toEqual(["wb", "wc", "!"]);
  });

  it("gives each thread a list of its own, best first, each hashtag once", async () => {
    for (const count of [1, 5, 100]) {
      const lists = await suggester.suggest(THREADS, { count });
      expect(lists).toHaveLength(THREADS.length);
      for (const list of lists) expectRanked(list, count);
    }
    expect(await suggester.suggest([])).toEqual([]);
  });

  it("begins a longer list with the shorter one", async () => {
    const [short, long] = await Promise.all(
      [2, 5].map((count) => suggester.suggest(THREADS, { count })),
    );
    expect(wordsOf(short)).toEqual(wordsOf(long.map((list) => list.slice(0, 2))));
  });

  it("gives the same lists whatever the batch, and says how far it is", async () => {
    const whole = await suggester.suggest(THREADS, { batch: 64 });
    for (const batch of [1, 7]) {
      const reports: number[] = [];
      const onProgress = (done: number) => reports.push(done);
      const lists = await suggester.suggest(THREADS, { batch, onProgress });
      expect(wordsOf(lists)).toEqual(wordsOf(whole));
      expect(reports).toEqual([...reports].sort((a, b) => a - b));
      expect(reports.at(-1)).toBe(THREADS.length);
    }
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses to give %s hashtags", async (count) => {
    await expect(suggester.suggest(THREADS, { count })).rejects.toThrow(RangeError);
    await expect(suggester.suggest(THREADS, { batch: count })).rejects.toThrow(RangeError);
  });

  it("can do what it says", async () => {
    const known = new Set(TRAINING.flatMap(({ hashtags }) => hashtags.map(spelling)));
    const { openVocabulary, ranksMany, learns } = suggester.capabilities;
    const lists = await suggester.suggest(THREADS, { count: 20 });
    const words = lists.flatMap((list) => list.map((each) => spelling(each.words)));
    if (!openVocabulary) expect(words.filter((each) => !known.has(each))).toEqual([]);
    if (ranksMany) expect(lists.map((list) => list.length)).toEqual(THREADS.map(() => 20));
    expect(suggester.learn !== undefined).toBe(learns);
    expect(words.length).toBeGreaterThan(0);
  });

  it("is the same again when made again from the same posts and seed", async () => {
    const again = await openSuggester(await makeModel(name, join(root, `${name}-again`)));
    expect(wordsOf(await again.suggest(THREADS))).toEqual(
      wordsOf(await suggester.suggest(THREADS)),
    );
    await again.close();
  });

  it("learns a new hashtag, if it learns, and each post once", async () => {
    if (!suggester.learn) return;
    const today: Instance = {
      id: "today",
      post: ["unheard", "news"],
      conversation: ["entirely"],
      hashtags: [["born", "today"]],
    };
    const thread = { post: ["unheard"], conversation: ["entirely"] };
    const suggested = async () => wordsOf(await suggester.suggest([thread], { count: 100 }))[0];
    expect(await suggested()).not.toContainEqual(["born", "today"]);
    await suggester.learn([today]);
    expect(await suggested()).toContainEqual(["born", "today"]);
    const lists = await suggester.suggest(THREADS);
    await suggester.learn([today, TRAINING[0]]);
    expect(await suggester.suggest(THREADS)).toEqual(lists);
  });

  it("can be closed twice", async () => {
    const other = await openSuggester(folder);
    await other.close();
    await other.close();
  });
});
