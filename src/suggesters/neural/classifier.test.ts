import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../../test/instances.js";
import type { Instance } from "../../dataset/instance.js";
import { sha256 } from "../../support/files.js";
import { Random } from "../../support/random.js";
import { parseTrainingOptions } from "../../training/options.js";
import { train } from "../../training/train.js";
import { readModelFolder } from "../model-folder/model-folder.js";
import { nodeRuntime } from "../node-runtime.js";
import { openSuggester } from "../open.js";
import type { OpenSuggester } from "../open-suggester.js";
import { Extractor } from "./extractor.js";

const TRIGGERS = Array.from({ length: 12 }, (_, i) => `trigger${i}`);
const NOISE = Array.from({ length: 40 }, (_, i) => `noise${i}`);
const FRESH = 200;

/** Posts of noise, with one trigger word in the post or in the replies; it alone tells the hashtag. */
function posts(count: number, seed: number, place: "post" | "conversation"): Instance[] {
  const random = new Random(seed);
  const noise = (): string[] => Array.from({ length: 9 }, () => NOISE[random.below(NOISE.length)]);
  return Array.from({ length: count }, (_, i) => {
    const trigger = random.below(TRIGGERS.length);
    const texts = { post: noise(), conversation: noise() };
    texts[place].splice(random.below(10), 0, TRIGGERS[trigger]);
    // Some hashtags have words in common: the classes are hashtags, not words.
    const hashtag = [`about${trigger % 3}`, `topic${Math.floor(trigger / 3)}`];
    return { id: `${seed}-${i}`, hashtags: [hashtag], ...texts };
  });
}

const nameOf = (words: readonly string[]): string => words.join(" ");

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "classifier-"));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Trains a small classifier on a task. @returns the share of fresh posts whose hashtag comes first */
async function accuracyOf(
  model: "classifier" | "classifier-concatenation",
  place: "post" | "conversation",
): Promise<number> {
  const options = parseTrainingOptions({
    model,
    threads: 1,
    epochs: 6,
    batch: 32,
    learningRate: 0.01,
    embedding: 16,
    hidden: 16,
  });
  const folder = join(root, `${model}-${place}`);
  await train(datasetOf(posts(800, 1, place), posts(50, 2, place)), folder, options);
  const classifier = await openSuggester(folder, { threads: 1 });
  const fresh = posts(FRESH, 3, place);
  const found = await classifier.suggest(fresh, { count: 1 });
  await classifier.close();
  const right = found.filter(([top], i) => nameOf(top.words) === nameOf(fresh[i].hashtags[0]));
  return right.length / FRESH;
}

describe("a trigger word in the post", () => {
  it.each(["classifier", "classifier-concatenation"] as const)(
    "is learned by %s",
    async (model) => {
      expect(await accuracyOf(model, "post")).toBeGreaterThanOrEqual(0.98);
    },
  );
});

describe("a trigger word in the replies", () => {
  it("is learned by classifier-concatenation", async () => {
    expect(await accuracyOf("classifier-concatenation", "conversation")).toBeGreaterThanOrEqual(
      0.98,
    );
  });

  it("is out of reach of classifier, which sees the post alone", async () => {
    // Chance is one of twelve; the band leaves four standard deviations.
    const chance = 1 / TRIGGERS.length;
    const most = chance + 4 * Math.sqrt(chance / FRESH);
    expect(await accuracyOf("classifier", "conversation")).toBeLessThanOrEqual(most);
  });
});

describe("Classifier", () => {
  const known = randomInstances(60, 1);
  const fresh = randomInstances(40, 3, { words: 30, post: 20, conversation: 40 });
  let folder: string;
  let classifier: OpenSuggester;
  beforeAll(async () => {
    folder = join(root, "random");
    const options = parseTrainingOptions({
      model: "classifier-concatenation",
      threads: 1,
      epochs: 2,
      embedding: 6,
      hidden: 8,
    });
    await train(datasetOf(known, randomInstances(20, 2)), folder, options);
    classifier = await openSuggester(folder, { threads: 1 });
  });
  afterAll(() => classifier.close());

  it("ranks training hashtags alone, each once, with probabilities that add up to 1", async () => {
    const training = new Set(known.flatMap(({ hashtags }) => hashtags.map((tag) => tag.join(""))));
    for (const list of await classifier.suggest(fresh, { count: 1000 })) {
      const tags = list.map(({ words }) => words.join(""));
      expect(new Set(tags)).toEqual(training);
      expect(tags).toHaveLength(training.size);
      const scores = list.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(scores.reduce((sum, score) => sum + score)).toBeCloseTo(1, 4);
    }
  });

  it("suggests the same, whatever the batch size", async () => {
    const expected = await classifier.suggest(fresh, { batch: 1 });
    expect(expected.every((list) => list.length === 5)).toBe(true);
    for (const batch of [3, 64]) {
      expect(await classifier.suggest(fresh, { batch })).toEqual(expected);
    }
  });

  it("suggests for posts without words, and for none", async () => {
    const [list] = await classifier.suggest([{ post: [], conversation: [] }]);
    expect(list).toHaveLength(5);
    expect(await classifier.suggest([])).toEqual([]);
  });

  it("is no extractor", async () => {
    await expect(Extractor.read(readModelFolder(folder), nodeRuntime())).rejects.toThrow(
      /manifest\.json.*config\.model/s,
    );
  });

  it("names a file of hashtags that is none", async () => {
    const manifestPath = join(folder, "manifest.json");
    const [manifest, hashtags] = [manifestPath, join(folder, "hashtags.json")].map((path) =>
      readFileSync(path, "utf8"),
    );
    writeFileSync(join(folder, "hashtags.json"), "[[]]");
    const changed = JSON.parse(manifest);
    changed.files["hashtags.json"] = sha256(Buffer.from("[[]]"));
    writeFileSync(manifestPath, JSON.stringify(changed));
    await expect(openSuggester(folder)).rejects.toThrow("hashtags.json: not a list of hashtags");
    writeFileSync(manifestPath, manifest);
    writeFileSync(join(folder, "hashtags.json"), hashtags);
  });
});
