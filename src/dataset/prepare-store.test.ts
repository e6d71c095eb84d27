import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Post } from "../corpus/post.js";
import { Store } from "../corpus/store.js";
import { Random } from "../support/random.js";
import type { SplitRule } from "./assign-splits.js";
import { type Dataset, readDataset } from "./folder.js";
import { type Instance, SPLITS } from "./instance.js";
import { NearDuplicates } from "./near-duplicates.js";
import type { PreparationOptions } from "./preparation-options.js";
import { prepareFromStore } from "./prepare-store.js";

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "prepare-"));
  store = await Store.open(":memory:");
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const options = (others: Partial<PreparationOptions> = {}): PreparationOptions => ({
  name: "test",
  createdFrom: "made-up posts",
  language: "all",
  filter: {},
  minWords: 1,
  hideAnswers: true,
  rule: "random",
  shares: { train: 0.8, valid: 0.1, test: 0.1 },
  seed: 1,
  ...others,
});

async function prepare(posts: readonly Post[], others: Partial<PreparationOptions> = {}) {
  await store.add(posts);
  await store.commit();
  const out = join(folder, "dataset");
  const info = await prepareFromStore(store, out, options(others));
  return { info, dataset: readDataset(out), out };
}

/** A post of the hour with the number of its id. */
const post = (id: number, text: string, others: Partial<Post> = {}): Post => ({
  id: String(id),
  text,
  author: `author${id % 7}`,
  createdAt: new Date(Date.UTC(2024, 0, 1, id)).toISOString(),
  source: "twitter",
  ...others,
});

/** Posts of a made-up corpus: threads, reposts, lost parents, circles, copies, posts without hashtags. */
function corpus(seed: number, count = 300): Post[] {
  const random = new Random(seed);
  const words = () => Array.from({ length: 12 }, () => `word${random.below(400)}`).join(" ");
  const texts: string[] = [];
  return Array.from({ length: count }, (_, id) => {
    const kind = random.below(12);
    if (kind === 0) return post(id, "x", { repostOf: String(random.below(count)) });
    if (kind === 1) return post(id, words(), { inReplyTo: "gone" });
    if (kind < 5) return post(id, words(), { inReplyTo: String(random.below(count)) });
    if (kind === 5) return post(id, words());
    const isCopy = kind === 6 && texts.length > 0;
    const text = isCopy ? `${texts[random.below(texts.length)]} again` : words();
    texts.push(text);
    return post(id, `${text} #tag${random.below(5)}`);
  });
}

/** The instances of all splits with the split each is in. */
function all(dataset: Dataset): { split: string; instance: Instance }[] {
  return SPLITS.flatMap((split) => dataset[split].map((instance) => ({ split, instance })));
}

describe("prepareFromStore", () => {
  it("turns threads into instances", async () => {
    const { dataset } = await prepare([
      post(1, "@ann What a match http://t.co/x #AusOpen #tennis"),
      post(2, "so #exciting, see #ausopen", { inReplyTo: "1" }),
      post(3, "RT @ann: What a match", { inReplyTo: "1" }),
      post(4, "Yes 100%", { inReplyTo: "2" }),
    ]);
    expect(dataset.train).toEqual([
      {
        id: "1",
        post: ["MENTION", "what", "a", "match", "URL"],
        conversation: ["so", "exciting", ",", "see", "yes", "DIGIT"],
        hashtags: [["aus", "open"], ["tennis"]],
        text: "@ann What a match http://t.co/x #AusOpen #tennis",
        replies: ["so #exciting, see #ausopen", "Yes 100%"],
        surface: ["AusOpen", "tennis"],
      },
    ]);
  });

  it("leaves the answers in the replies when asked to", async () => {
    const { dataset } = await prepare(
      [post(1, "What a match #AusOpen"), post(2, "see #ausopen", { inReplyTo: "1" })],
      { hideAnswers: false },
    );
    expect(dataset.train[0]?.conversation).toEqual(["see", "aus", "open"]);
  });

  it.each([1, 2, 3])("accounts for every post (corpus %d)", async (seed) => {
    const posts = corpus(seed);
    const { info } = await prepare(posts, { minWords: 3 });
    const steps = info.steps ?? [];
    const count = (name: string): number => steps.find(({ step }) => step === name)?.posts ?? -1;
    expect(count("posts in the store")).toBe(posts.length);
    const parts = [
      "only repeat another post",
      "answer a post that is missing",
      "answer each other in a circle",
      "replies of a conversation",
      "posts that open a conversation",
    ].map(count);
    expect(parts.reduce((a, b) => a + b)).toBe(posts.length);
    const left = steps.filter(({ step }) => step.startsWith("left out: "));
    const instances = count("instances");
    expect(left.reduce((sum, each) => sum + each.posts, instances)).toBe(
      count("posts that open a conversation"),
    );
    const written = SPLITS.reduce((sum, split) => sum + (info.counts[split] ?? 0), 0);
    expect(written).toBe(instances);
  });

  it.each<SplitRule>(["random", "time", "author", "author-time"])(
    "keeps near-duplicates in one split (%s)",
    async (rule) => {
      const { dataset } = await prepare(corpus(4, 600), { rule });
      const duplicates = new NearDuplicates();
      const instances = all(dataset);
      instances.forEach(({ split, instance }, i) => {
        for (const earlier of duplicates.add(i, instance.post)) {
          expect(instances[earlier]?.split).toBe(split);
        }
      });
      expect(instances.length).toBeGreaterThan(200);
    },
  );

  it("keeps an author in one split", async () => {
    const posts = corpus(5, 400).map((each, i) => ({ ...each, author: `author${i % 40}` }));
    const { dataset } = await prepare(posts, { rule: "author" });
    const authors = new Map<string, string>();
    for (const { split, instance } of all(dataset)) {
      const author = posts[Number(instance.id)]?.author as string;
      expect(authors.get(author) ?? split).toBe(split);
      authors.set(author, split);
    }
  });

  it("divides by time without a training post behind a test post", async () => {
    const { dataset } = await prepare(corpus(6), { rule: "time" });
    const dates = (split: "train" | "test") => dataset[split].map(({ id }) => Number(id));
    expect(Math.max(...dates("train"))).toBeLessThan(Math.min(...dates("test")));
  });

  it("divides by time within authors, by running numbers where there are no dates", async () => {
    const posts = corpus(9, 600).map((each, i) => {
      const { createdAt, author, ...undated } = each;
      const id = `${author}/${i % 2 ? "-" : ""}${each.id}`;
      return i % 3
        ? { ...undated, author, id }
        : { ...undated, ...(author && i % 2 && { author }) };
    });
    const { dataset, info } = await prepare(posts as Post[], { rule: "author-time" });
    const numbers = (split: "train" | "test", author: string) =>
      dataset[split]
        .filter(({ id }) => id.startsWith(`${author}/`))
        .map(({ id }) => Number(id.split("/")[1]));
    for (let i = 0; i < 7; i++) {
      const [train, test] = [numbers("train", `author${i}`), numbers("test", `author${i}`)];
      expect(train.length).toBeGreaterThan(test.length);
      expect(test.length).toBeGreaterThan(0);
      expect(Math.max(...train)).toBeLessThan(Math.min(...test));
    }
    const steps = info.steps?.map(({ step }) => step);
    expect(steps).toContain("left out: neither a date nor a running number");
    expect(steps).toContain("left out: no author");
  });

  it("gives the same dataset for the same store and seed, and another for another seed", async () => {
    const { info } = await prepare(corpus(7));
    expect((await prepare([])).info.hash).toBe(info.hash);
    expect((await prepare([], { seed: 2 })).info.hash).not.toBe(info.hash);
  });

  it("keeps what passes the filters, and says why the others do not", async () => {
    const posts = [post(1, "one two #a1"), post(2, "three four #b1"), post(3, "five #c1")];
    const { info, dataset } = await prepare(posts, {
      minWords: 2,
      filter: { until: new Date(Date.UTC(2024, 0, 1, 2)).toISOString() },
    });
    expect(dataset.train.map(({ id }) => id)).toEqual(["1"]);
    expect(info.steps).toContainEqual({
      step: "left out: not before 2024-01-01T02:00:00.000Z",
      posts: 2,
    });
  });

  it("writes a card with every step and leaves no other files", async () => {
    const { out, info } = await prepare(corpus(8));
    const card = readFileSync(join(out, "README.md"), "utf8");
    for (const { step } of info.steps ?? []) expect(card).toContain(step);
    expect(readdirSync(out).sort()).toEqual([
      "README.md",
      "dataset.json",
      "test.jsonl",
      "train.jsonl",
      "valid.jsonl",
      "words.json",
    ]);
  });

  it("refuses a store in which no post is left, and leaves no files", async () => {
    const failed = prepare([post(1, "no hashtag here")]);
    await expect(failed).rejects.toThrow(/no post is left.*1 for no hashtag/);
    expect(readdirSync(folder).flatMap((name) => readdirSync(join(folder, name)))).toEqual([]);
  });
});
