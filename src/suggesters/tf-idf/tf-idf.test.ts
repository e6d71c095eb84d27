import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemFiles } from "../../../test/system-files.js";
import { UserError } from "../../support/errors.js";
import { tfIdf } from "./tf-idf.js";
import { TfIdfModel } from "./tf-idf-model.js";

const thread = (text: string) => ({ post: text === "" ? [] : text.split(" "), conversation: [] });
const instances = (texts: readonly string[]) =>
  texts.map((text, i) => ({ id: String(i), ...thread(text), hashtags: [["tag"]] }));
const learn = (texts: readonly string[]) => tfIdf.learn(instances(texts), {}, { seed: 1 });
const phrases = (list: readonly { words: readonly string[] }[]) =>
  list.map(({ words }) => words.join(" "));

const TRAINING = [
  "watching the super bowl with friends",
  "the super bowl ad with friends",
  "watching the game with friends",
  "the game with friends",
];

describe("tf-idf", () => {
  it("ranks a rare phrase before common words and a word unheard of before all", async () => {
    const model = await learn(TRAINING);
    const [list] = await model.suggest([thread("friends super bowl touchdown")], { count: 4 });
    expect(phrases(list)).toEqual(["touchdown", "super", "super bowl", "bowl"]);
    const [again] = await model.suggest([thread("super bowl")], { count: 9 });
    expect(phrases(again)).toEqual(["super", "super bowl", "bowl"]);
  });

  it("weighs by frequency in the post and by rarity", async () => {
    const model = await learn(TRAINING);
    const [list] = await model.suggest([thread("friends touchdown friends")]);
    // Two of ln(5/5) + 1, and one of ln(5/1) + 1; "friends touchdown" is in no training post.
    const [common, rare] = [2 * 1, Math.log(5) + 1];
    const length = Math.hypot(common, rare);
    expect(list).toEqual([
      { words: ["touchdown"], score: expect.closeTo(rare / length, 12) },
      { words: ["friends"], score: expect.closeTo(common / length, 12) },
    ]);
  });

  it("suggests no links, mentions, signs or numbers alone, and no phrase across them", async () => {
    const post = "big match DIGIT URL big MENTION match ! DIGIT 😍 final 2014";
    const [list] = await (await learn([post, post])).suggest([thread(post)], { count: 99 });
    expect(phrases(list).sort()).toEqual(
      ["big", "match", "big match", "match DIGIT", "big match DIGIT", "final", "final 2014"].sort(),
    );
  });

  it("suggests no phrase that begins or ends with a function word", async () => {
    const names = Array.from({ length: 200 }, (_, i) => `w${i} of w${(i + 1) % 200}`);
    const [list] = await (await learn(names)).suggest([thread("w1 of w2")], { count: 99 });
    expect(phrases(list).sort()).toEqual(["w1", "w2"]);
    const twice = await learn([...names, ...names]);
    const [all] = await twice.suggest([thread("w1 of w2")], { count: 99 });
    expect(phrases(all).sort()).toEqual(["w1", "w1 of w2", "w2"]);
  });

  it("suggests what is spelt alike once", async () => {
    const post = "new year newyear";
    const [list] = await (await learn([post, post])).suggest([thread(post)], { count: 99 });
    expect(phrases(list)).toEqual(["new", "new year", "new year newyear", "year", "year newyear"]);
  });

  it("has nothing to suggest for a post without words", async () => {
    expect(await (await learn(TRAINING)).suggest([thread("! URL"), thread("")])).toEqual([[], []]);
  });

  it("gives phrases of the post, of at most five words, as a vector of length 1", () => {
    const post = fc.array(fc.constantFrom("a", "b", "c", "d", "URL", "DIGIT", "!"), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(post, { minLength: 1, maxLength: 6 }), post, (training, unseen) => {
        const found = TfIdfModel.count(training).phrasesOf(unseen);
        for (const { words } of found) {
          expect(words.length).toBeLessThanOrEqual(5);
          expect(` ${unseen.join(" ")} `).toContain(` ${words.join(" ")} `);
        }
        if (found.length === 0) return;
        expect(Math.hypot(...found.map(({ score }) => score))).toBeCloseTo(1, 10);
      }),
    );
  });

  it("comes back from its file", async () => {
    const model = await learn(TRAINING);
    const files = model.toFiles();
    const read = await tfIdf.read({}, systemFiles(files));
    const threads = [thread("friends super bowl"), thread("unheard of")];
    expect(await read.suggest(threads)).toEqual(await model.suggest(threads));
    expect(read.toFiles()).toEqual(files);
  });

  it("refuses to learn from nothing", async () => {
    await expect(learn([])).rejects.toThrow(UserError);
  });
});
