import { beforeAll, describe, expect, it } from "vitest";
import { systemFiles } from "../../../test/system-files.js";
import type { Instance } from "../../dataset/instance.js";
import { Random } from "../../support/random.js";
import { type Fusion, fusion } from "./fusion.js";

const TOPICS = ["sea", "hills", "bread", "chess", "rain", "night trains"];

/** Posts about a topic each: some of its words in the post, some below it. */
function makePosts(count: number, seed: number): Instance[] {
  const random = new Random(seed);
  const some = (name: string, kinds: number) =>
    Array.from({ length: 4 }, () => `${name}${random.below(kinds)}`);
  return Array.from({ length: count }, (_, i) => {
    const topic = random.below(TOPICS.length);
    return {
      id: String(i),
      post: [...some("filler", 40), ...some(`post${topic}-`, 12).slice(2)],
      conversation: [...some("filler", 40), ...some(`reply${topic}-`, 12).slice(2)],
      hashtags: [TOPICS[topic].split(" ")],
    };
  });
}

const SETTINGS = { folds: 3, keepPosts: false };
const TRAINING = makePosts(240, 1);
const HELD_OUT = makePosts(60, 2);
const hooks = { seed: 1 };

async function topOf(model: Fusion, threads: readonly Instance[]): Promise<string[]> {
  const lists = await model.suggest(threads, { count: 3 });
  return lists.map(([first]) => first.words.join(" "));
}

describe("fusion", () => {
  let model: Fusion;
  beforeAll(async () => {
    model = (await fusion.learn(TRAINING, SETTINGS, hooks)) as Fusion;
  });

  it("learns which words of post and conversation go with a hashtag", async () => {
    const top = await topOf(model, HELD_OUT);
    const right = top.filter((words, i) => words === HELD_OUT[i].hashtags[0].join(" "));
    expect(right.length).toBeGreaterThan(54);
  });

  it("gives more to suggestions that are more often right", async () => {
    const [clear, empty] = await model.suggest([
      { post: ["post0-1", "post0-2"], conversation: ["reply0-3"] },
      { post: ["filler1"], conversation: [] },
    ]);
    expect(clear[0].score).toBeGreaterThan(0.9);
    expect(empty[0].score).toBeLessThan(clear[0].score);
  });

  it("suggests a hashtag that a post has in words, though its earlier posts say nothing", async () => {
    const posts = TRAINING.map((each, i) =>
      i % 4 === 0 ? { ...each, post: [...each.post, ...each.hashtags[0]] } : each,
    );
    const named = (await fusion.learn(posts, SETTINGS, hooks)) as Fusion;
    const thread = { post: ["filler1", "night", "trains"], conversation: ["filler2"] };
    expect((await named.suggest([thread]))[0][0].words).toEqual(["night", "trains"]);
  });

  it("is the same after it was written down", async () => {
    const files = model.toFiles();
    const read = await fusion.read(SETTINGS, systemFiles(files));
    expect(await read.suggest(HELD_OUT)).toEqual(await model.suggest(HELD_OUT));
  });

  it("suggests a hashtag that was born after training, and still knows the others", async () => {
    const files = model.toFiles();
    const grown = (await fusion.read(SETTINGS, systemFiles(files))) as Fusion;
    const about = (id: string, post: string[]) => ({
      id,
      post: ["filler1", ...post],
      conversation: ["filler2", "red"],
      hashtags: [["lunar", "eclipse"]],
    });
    const before = await topOf(grown, HELD_OUT);
    const news = [about("a", ["moon", "dark"]), about("b", ["moon", "tonight"])];
    await grown.learn(news);
    const [today] = await grown.suggest([
      { post: ["filler3", "dark", "moon"], conversation: ["red"] },
    ]);
    expect(today[0].words).toEqual(["lunar", "eclipse"]);
    const after = await topOf(grown, HELD_OUT);
    expect(after.filter((words, i) => words !== before[i]).length).toBeLessThan(3);
    const again = grown.toFiles();
    const read = await fusion.read(SETTINGS, systemFiles(again));
    expect(await read.suggest(HELD_OUT)).toEqual(await grown.suggest(HELD_OUT));
  });

  it("refuses fewer posts than folds", async () => {
    await expect(fusion.learn(TRAINING.slice(0, 2), SETTINGS, hooks)).rejects.toThrow(
      /2 training posts.*divides them in 3.*fewer "folds"/,
    );
  });
});
