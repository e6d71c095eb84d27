import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { randomInstances } from "../../../test/instances.js";
import { systemFiles } from "../../../test/system-files.js";
import type { Instance } from "../../dataset/instance.js";
import { bytesOf } from "../../support/bytes.js";
import { UserError } from "../../support/errors.js";
import { Random } from "../../support/random.js";
import { type Lda, lda } from "./lda.js";

const GARDEN = ["soil", "seed", "spade", "lawn", "hedge", "weeds"];
const MUSIC = ["guitar", "chorus", "album", "encore", "bass", "lyrics"];

/** Posts of eight words about one thing each, and of function words that all posts share. */
function planted(count: number): Instance[] {
  const random = new Random(5);
  return Array.from({ length: count }, (_, i) => {
    const words = i % 2 ? GARDEN : MUSIC;
    const post = Array.from({ length: 8 }, () => words[random.below(words.length)]);
    return { id: String(i), post: ["URL", ...post, "!"], conversation: [], hashtags: [["tag"]] };
  });
}

const settings = (given: object) => lda.settings.parse(given);
const thread = (...post: string[]) => ({ post, conversation: [] });
const words = (list: readonly { words: readonly string[] }[]) => list.map((each) => each.words[0]);

let model: Lda;
beforeAll(async () => {
  const given = settings({ topics: 2, sweeps: 50 });
  model = (await lda.learn(planted(60), given, { seed: 1 })) as Lda;
});

describe("lda", () => {
  it("suggests the other words of an unseen post's topic", async () => {
    const threads = [thread("soil", "seed", "unheard"), thread("encore", "bass", "!")];
    const [garden, music] = await model.suggest(threads, { count: 6 });
    expect(words(garden).sort()).toEqual([...GARDEN].sort());
    expect(words(music).sort()).toEqual([...MUSIC].sort());
  });

  it("knows the topics of a post, half of each where words of both are in it", () => {
    const [a, b] = model.model.topicsOf(["soil", "seed", "encore", "bass"]);
    expect(a + b).toBeCloseTo(1, 10);
    expect(a).toBeCloseTo(0.5, 1);
    expect(Math.max(...model.model.topicsOf(GARDEN))).toBeGreaterThan(0.9);
  });

  it("has no opinion about a post without a known word", () => {
    expect([...model.model.topicsOf(["unheard", "!"])]).toEqual([0.5, 0.5]);
  });

  it("ranks all words by a probability", async () => {
    const [list] = await model.suggest([thread("soil")], { count: 100 });
    expect(words(list).sort()).toEqual([...GARDEN, ...MUSIC].sort());
    const scores = list.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.reduce((sum, score) => sum + score)).toBeCloseTo(1, 10);
  });

  it("suggests the same for a post whatever stands beside it and however its words are ordered", () => {
    const post = fc.array(fc.constantFrom(...GARDEN, ...MUSIC, "unheard"), { maxLength: 9 });
    return fc.assert(
      fc.asyncProperty(fc.array(post, { minLength: 1, maxLength: 4 }), async (posts) => {
        const lists = await model.suggest(posts.map((each) => thread(...each)));
        for (const [i, each] of posts.entries()) {
          const [alone] = await model.suggest([thread(...each.toReversed())]);
          expect(lists[i]).toEqual(alone);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("learns the same from the same posts and seed, and something else from another seed", async () => {
    const posts = randomInstances(30, 1);
    const learn = async (seed: number) =>
      (await lda.learn(posts, settings({ topics: 5, sweeps: 5 }), { seed })).toFiles();
    expect(await learn(1)).toEqual(await learn(1));
    expect(await learn(2)).not.toEqual(await learn(1));
  });

  it("comes back from its file", async () => {
    const files = model.toFiles();
    const read = await lda.read(settings({}), systemFiles(files));
    const threads = [thread("soil", "encore", "lawn"), thread("unheard")];
    expect(await read.suggest(threads)).toEqual(await model.suggest(threads));
    expect(read.toFiles()).toEqual(files);
  });

  it("tells how far it is", async () => {
    const told: number[] = [];
    const hooks = { seed: 1, onProgress: (fraction: number) => told.push(fraction) };
    await lda.learn(planted(10), settings({ topics: 2, sweeps: 4 }), hooks);
    expect(told).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it("refuses posts that share no word", async () => {
    const posts = [thread("soil"), thread("seed")].map((each, i) => ({
      ...each,
      id: String(i),
      hashtags: [["tag"]],
    }));
    await expect(lda.learn(posts, settings({}), { seed: 1 })).rejects.toThrow(UserError);
  });

  it.each<[string, (json: { counts: number[][][]; words: string[] }) => unknown]>([
    ["a topic beyond the last", (json) => json.counts[0].push([2, 1])],
    ["a word without counts", (json) => json.words.push("extra")],
  ])("does not read a file with %s", async (_, damage) => {
    const json = JSON.parse(JSON.stringify(model.model));
    damage(json);
    const file = systemFiles({ "topics.json": bytesOf(JSON.stringify(json)) });
    await expect(lda.read(settings({}), file)).rejects.toThrow();
  });
});
