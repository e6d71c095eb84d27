import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../../test/shared.js";
import type { Instance } from "../../dataset/instance.js";
import { readAlignedLines } from "../../dataset/lines.js";
import { readHashtagLines } from "../../evaluation/lines.js";
import { UserError } from "../../support/errors.js";
import { type RetrievalSettings, retrieval } from "./retrieval.js";

const post = (text: string, ...hashtags: string[]): Instance => ({
  id: text,
  post: text.split(" "),
  conversation: [],
  hashtags: hashtags.map((each) => each.split(" ")),
});
const learn = (training: readonly Instance[], given: Partial<RetrievalSettings> = {}) =>
  retrieval.learn(training, retrieval.settings.parse(given), { seed: 1 });
const wordsOf = (lists: { words: readonly string[] }[][]) =>
  lists.map((list) => list.map(({ words }) => words.join(" ")));

describe("retrieval", () => {
  const training = [
    post("goal in the last minute", "world cup"),
    post("goal of the year", "best goals", "world cup"),
    post("cake with cream", "baking"),
  ];

  it("lets the nearest posts vote", async () => {
    const suggester = await learn(training);
    const [list, none] = await suggester.suggest([post("a late goal"), post("unheard of words")]);
    expect(list.map(({ words }) => words.join(" "))).toEqual(["world cup", "best goals"]);
    expect(list[0].score).toBe(1);
    expect(list[1].score).toBeCloseTo(0.5, 1);
    expect(none.map(({ words }) => words.join(" "))).not.toContain("baking");
  });

  it("asks as many posts as it is told to", async () => {
    const suggester = await learn(training, { neighbours: 1 });
    expect(wordsOf(await suggester.suggest([post("goal of cream")]))).toEqual([
      ["best goals", "world cup"],
    ]);
  });

  it("learns posts with a new hashtag, and an old one's new words", async () => {
    const suggester = await learn(training);
    await suggester.learn?.([post("fondant", "baking"), post("eclipse", "eclipse 2026")]);
    expect(wordsOf(await suggester.suggest([post("fondant"), post("eclipse")]))).toEqual([
      ["baking"],
      ["eclipse 2026"],
    ]);
    expect(suggester.hashtags?.size).toBe(4);
  });

  it("refuses to learn from nothing", async () => {
    await expect(learn([])).rejects.toThrow(UserError);
  });

  it.skipIf(!hasShared("golden/README-original.md") || !hasShared("data/weibo8k"))(
    "suggests what a reference implementation does (needs ../shared)",
    async () => {
      const { train, valid = [] } = readAlignedLines(sharedPath("data/weibo8k"));
      const suggester = await learn(train);
      const found = wordsOf(await suggester.suggest(valid, { count: 5 }));
      const golden = readHashtagLines(sharedPath("golden/weibo8k-valid-bm25-vote.txt"));
      const same = golden.filter(
        (list, i) => list.map((words) => words.join(" ")).join(";") === found[i].join(";"),
      );
      // The order of equal votes is a matter of taste.
      expect(same.length).toBeGreaterThanOrEqual(790);
      expect(golden).toHaveLength(794);
    },
  );
});
