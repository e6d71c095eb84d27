import { describe, expect, it } from "vitest";
import { randomInstances } from "../../../test/instances.js";
import { systemFiles } from "../../../test/system-files.js";
import type { Instance } from "../../dataset/instance.js";
import { UserError } from "../../support/errors.js";
import type { LearntSuggester } from "../system.js";
import { linear } from "./linear.js";

/** Posts whose first word tells their hashtag, among others that tell nothing. */
function posts(count: number, seed: number): Instance[] {
  return randomInstances(count, seed, { words: 40 }).map((each, i) => ({
    ...each,
    post: [`topic${i % 8}`, ...each.post],
    hashtags: [["about", String(i % 8)]],
  }));
}

const settings = linear.settings.parse({}) as { conversationWords: number };
const learn = (training: Instance[], seed = 1) => linear.learn(training, settings, { seed });

describe("linear", () => {
  it("learns which word tells the hashtag, and that it is sure", async () => {
    const suggester = await learn(posts(400, 1));
    const held = posts(80, 2);
    const lists = await suggester.suggest(held, { count: 2 });
    const right = lists.filter(([{ words }], i) => words.join() === held[i].hashtags[0].join());
    expect(right.length).toBe(80);
    const mean = (place: number) =>
      lists.reduce((sum, list) => sum + list[place].score, 0) / lists.length;
    expect(mean(0)).toBeGreaterThan(0.8);
    expect(mean(1)).toBeLessThan(0.2);
  });

  it("reads the conversation, and only its first words", async () => {
    const inConversation = posts(400, 1).map((each) => ({
      ...each,
      post: ["look"],
      conversation: each.post,
    }));
    const suggester = await learn(inConversation);
    const [first, late] = await suggester.suggest([
      { post: ["look"], conversation: ["topic3"] },
      { post: ["look"], conversation: [...new Array(200).fill("so"), "topic3"] },
    ]);
    expect(first[0].words).toEqual(["about", "3"]);
    expect(late[0].score).toBeLessThan(first[0].score);
  });

  it("tells how far it is, to the end", async () => {
    const fractions: number[] = [];
    const onProgress = (fraction: number) => fractions.push(fraction);
    await linear.learn(posts(40, 1), settings, { seed: 1, onProgress });
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions[0]).toBeGreaterThan(0);
    expect(fractions.at(-1)).toBe(1);
  });

  it("learns from a single post", async () => {
    const [only] = posts(1, 1);
    const [list] = await (await learn([only])).suggest([only]);
    expect(list.map(({ words }) => words)).toEqual([["about", "0"]]);
  });

  it("learns what more posts say, as if it had been learnt from all of them", async () => {
    const [first, more] = [posts(200, 1), posts(200, 3)];
    const fresh = { ...more[0], post: ["eclipse"], hashtags: [["total", "eclipse"]] };
    const suggester = await learn(first);
    await suggester.learn?.([...more, fresh]);
    const whole = await learn([...first, ...more, fresh]);
    const held = posts(40, 2);
    const words = async (each: LearntSuggester) =>
      (await each.suggest(held, { count: 1 })).map(([{ words }]) => words.join(" "));
    expect(await words(suggester)).toEqual(await words(whole));
    const [list] = await suggester.suggest([{ post: ["eclipse"], conversation: [] }]);
    expect(list[0].words).toEqual(["total", "eclipse"]);
    const files = suggester.toFiles();
    const read = await linear.read(settings, systemFiles(files));
    expect(await read.suggest(held)).toEqual(await suggester.suggest(held));
    // What was read goes on learning.
    await read.learn?.([{ ...fresh, post: ["comet"], hashtags: [["comet"]] }]);
    const [comet] = await read.suggest([{ post: ["comet"], conversation: [] }]);
    expect(comet[0].words).toEqual(["comet"]);
  });

  it("refuses to learn from nothing", async () => {
    await expect(learn([])).rejects.toThrow(UserError);
  });
});
