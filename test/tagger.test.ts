import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Dataset, readDataset } from "../src/dataset/folder.js";
import { reliability } from "../src/evaluation/reliability.js";
import type { NeuralName } from "../src/model/config.js";
import { openSuggester } from "../src/suggesters/open.js";
import { isSystem, type SuggesterName } from "../src/suggesters/systems.js";
import { trainSuggester } from "../src/suggesters/train.js";
import { assessModel } from "../src/tagger/assess-model.js";
import { confidenceIn } from "../src/tagger/confidence.js";
import type { HashtagSuggestion, SuggestionRequest } from "../src/tagger/suggestion.js";
import { foldTag, TagPattern } from "../src/tagger/tag-pattern.js";
import { Threadtag } from "../src/tagger/threadtag.js";
import { train } from "../src/training/train.js";
import { hasShared, sharedPath } from "./shared.js";
import { tinyOptions } from "./tiny-training.js";

const SAMPLE = fileURLToPath(new URL("../examples/sample", import.meta.url));
const SYSTEMS = [
  "fusion",
  "retrieval",
  "linear",
  "bi-attention",
  "seq2seq-copy",
  "classifier",
  "extractor",
] as const satisfies SuggesterName[];

/** The sample corpus, cut to what a small model is made from in a moment. */
function sample(): Dataset<"train" | "valid" | "test"> {
  const { info, knowledge, train, valid, test } = readDataset(SAMPLE, ["train", "valid", "test"]);
  const [some, few] = [train.slice(0, 240), valid.slice(0, 60)];
  return { info, ...(knowledge && { knowledge }), train: some, valid: few, test };
}
const DATA = sample();

/** The folders of the models that some test needed. */
const models = new Map<SuggesterName, Promise<string>>();

/** Opens a small model, which is made when the first test needs it. */
async function open(name: SuggesterName): Promise<Threadtag> {
  return Threadtag.open(await folderOf(name), { threads: 1 });
}

function folderOf(name: SuggesterName): Promise<string> {
  const folder = models.get(name) ?? makeModel(name, join(root, name));
  models.set(name, folder);
  return folder;
}

/** Makes a small model, and looks how it does on the validation posts. */
async function makeModel(name: SuggesterName, folder: string): Promise<string> {
  if (isSystem(name)) {
    const settings = name === "fusion" ? { folds: 2 } : {};
    await (await trainSuggester(name, DATA, folder, { seed: 3, settings })).close();
  } else {
    await train(DATA, folder, tinyOptions({ epochs: 2, seed: 3, model: name as NeuralName }));
  }
  await assessModel(folder, DATA.valid);
  return folder;
}

/** Posts of the sample with their replies, as they were written. */
const POSTS: SuggestionRequest[] = DATA.test.map(({ text = "", replies = [] }) => ({
  post: text,
  replies,
}));

/** The same, except for the last digits of numbers, which differ where posts are worked on together. */
function rounded(list: readonly HashtagSuggestion[]) {
  return list.map(({ hashtag, words, confidence, source, known }) => ({
    hashtag,
    words,
    confidence: Number(confidence.toFixed(5)),
    source,
    known,
  }));
}

/** Texts that have broken programs. */
const HOSTILE = [
  "",
  "   \n\t",
  "!!!",
  "\ud800",
  "goal \udc00\ud83d goal",
  "\u0000\u0007 goal \u001b[31m",
  "\u202egoal\u202c \u2066ryb\u2069 \u200f",
  "\ufeffgoal\u00ad\u200b",
  "#",
  "#".repeat(5000),
  "e\u0301".repeat(3000),
  "a\u0300".concat("\u0301".repeat(3000)),
  "👨‍👩‍👧‍👦".repeat(500),
  "&amp;&#0;&#x110000;&lt;script&gt;alert(1)&lt;/script&gt;",
  "__proto__ constructor toString",
  "goal ".repeat(5000),
  "那".repeat(4000),
];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "tagger-"));
});
afterAll(() => rmSync(root, { recursive: true }));

describe.each(SYSTEMS)("Threadtag with %s", (name) => {
  let tagger: Threadtag;
  beforeAll(async () => {
    tagger = await open(name);
  });
  afterAll(() => tagger.close());

  /** What every list must be. */
  function expectList(list: readonly HashtagSuggestion[], limit: number): void {
    expect(list.length).toBeLessThanOrEqual(limit);
    const confidences = list.map(({ confidence }) => confidence);
    for (const each of confidences) expect(each).toBeGreaterThanOrEqual(0);
    for (const each of confidences) expect(each).toBeLessThanOrEqual(1);
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
    expect(new Set(list.map(({ hashtag }) => foldTag(hashtag))).size).toBe(list.length);
    // No sign that could end the hashtag, or hide what is behind it.
    for (const { hashtag } of list) expect(hashtag).toMatch(/^#[\p{L}\p{M}\p{N}_]+$/u);
  }

  it("says what it is", () => {
    const { model } = tagger;
    expect(model).toMatchObject({
      name,
      dataset: { name: DATA.info.name },
      config: { model: name },
    });
    expect(model.id).toMatch(/^[0-9a-f]{16}$/);
    expect(model.hashtags).toBeGreaterThan(20);
    expect(model.metrics?.["f1@1"]).toBeGreaterThanOrEqual(0);
    expect(model.curve?.map(({ epoch }) => epoch)).toEqual(isSystem(name) ? undefined : [1, 2]);
    // The extractor marks so little that there are too few suggestions to learn from.
    if (name !== "extractor") {
      expect(model.calibratedOn).toBe(
        name === "fusion" || name === "linear" ? "training" : "validation",
      );
    }
    expect(model.capabilities.attention).toBe(name === "bi-attention");
  });

  it("suggests for many posts what it suggests for each, with evidence too", async () => {
    const requests = POSTS.slice(0, 50).map(
      (post, i): SuggestionRequest => ({ ...post, limit: 1 + (i % 7), evidence: i % 10 === 0 }),
    );
    const together = await tagger.suggestAll(requests);
    for (const [i, request] of requests.entries()) {
      const alone = await tagger.suggest(request);
      expect(rounded(together[i])).toEqual(rounded(alone));
      expectList(alone, request.limit as number);
      expect(alone.map(({ evidence }) => evidence?.posts)).toEqual(
        together[i].map(({ evidence }) => evidence?.posts),
      );
      expect(alone.every(({ evidence }) => (evidence !== undefined) === (i % 10 === 0))).toBe(true);
    }
  });

  it("streams in order, and reads no further than it must", async () => {
    let read = 0;
    function* requests() {
      for (const post of POSTS.slice(0, 23)) {
        read++;
        yield post;
      }
    }
    const lists: HashtagSuggestion[][] = [];
    for await (const list of tagger.stream(requests(), { batch: 5 })) {
      lists.push(list);
      expect(read).toBeLessThanOrEqual(Math.ceil(lists.length / 5) * 5);
    }
    const expected = await tagger.suggestAll(POSTS.slice(0, 23));
    expect(lists.map(rounded)).toEqual(expected.map(rounded));
  });

  it("keeps to the wishes", async () => {
    const all = await tagger.suggestAll(POSTS.slice(0, 20).map((post) => ({ ...post, limit: 30 })));
    const tags = [...new Set(all.flat().map(({ hashtag }) => hashtag))];
    const tag = fc.constantFrom(...(tags.length > 0 ? tags : ["#none"]));
    const pattern = fc
      .tuple(tag, fc.nat({ max: 6 }), fc.constantFrom("", "*"))
      .map(([each, from, end]) =>
        from === 0 ? `${each}${end}` : `*${[...each].slice(from).join("")}${end}`,
      );
    const wishes = fc.record(
      {
        post: fc.constantFrom(...POSTS.slice(0, 20)),
        limit: fc.integer({ min: 1, max: 12 }),
        minConfidence: fc.constantFrom(0, 0.001, 0.3),
        block: fc.array(pattern, { maxLength: 3 }),
        allow: fc.option(fc.array(pattern, { minLength: 1, maxLength: 3 }), { nil: undefined }),
        exclude: fc.array(tag, { maxLength: 5 }),
      },
      { requiredKeys: ["post"] },
    );
    await fc.assert(
      fc.asyncProperty(wishes, async ({ post, allow, ...rest }) => {
        const request = { ...post, ...rest, ...(allow && { allow }) };
        const list = await tagger.suggest(request);
        expectList(list, rest.limit ?? 5);
        const isLike = (patterns: readonly string[], hashtag: string) =>
          patterns.some((each) => new TagPattern(each).matches(foldTag(hashtag)));
        for (const { hashtag, confidence } of list) {
          expect(isLike(rest.block ?? [], hashtag)).toBe(false);
          if (allow) expect(isLike(allow, hashtag)).toBe(true);
          expect((rest.exclude ?? []).map(foldTag)).not.toContain(foldTag(hashtag));
          expect(confidence).toBeGreaterThanOrEqual(rest.minConfidence ?? 0);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("finds a hashtag far down the list when the ones above may not be suggested", async () => {
    const [long] = await tagger.suggestAll([{ ...POSTS[1], limit: 15 }]);
    const last = long.at(-1);
    if (!last) return;
    const [found] = await tagger.suggest({ ...POSTS[1], limit: 1, allow: [last.hashtag] });
    expect(found?.hashtag).toBe(last.hashtag);
    const exclude = long.slice(0, -1).map(({ hashtag }) => hashtag.toUpperCase());
    const [next] = await tagger.suggest({ ...POSTS[1], limit: 1, exclude });
    expect(next?.hashtag).toBe(last.hashtag);
  });

  it("tells which hashtags exist, and suggests them alone", async () => {
    const known = new Set(
      DATA.train.flatMap(({ hashtags }) => hashtags.map((each) => each.join(""))),
    );
    const requests = POSTS.slice(0, 30).map((post) => ({ ...post, limit: 20 }));
    for (const each of (await tagger.suggestAll(requests)).flat()) {
      expect(each.known).toBe(known.has(each.words.join("")));
    }
    const existing = await tagger.suggestAll(
      requests.map((request) => ({ ...request, only: "existing" as const })),
    );
    expect(existing.flat().every((each) => each.known)).toBe(true);
  });

  it("never suggests what the post has already", async () => {
    const lists = await tagger.suggestAll(POSTS.slice(0, 20));
    const tagged = POSTS.slice(0, 20).map((post, i) => ({
      ...post,
      post: `${post.post} ${lists[i].map(({ hashtag }) => hashtag.toLowerCase()).join(" ")}`,
    }));
    for (const [i, list] of (await tagger.suggestAll(tagged)).entries()) {
      const before = new Set(lists[i].map(({ hashtag }) => foldTag(hashtag)));
      for (const { hashtag } of list) expect(before).not.toContain(foldTag(hashtag));
    }
  });

  it("points at words in the original text", async () => {
    const request: SuggestionRequest = {
      post: "Tom &amp; I: what a LAST-minute goal!! 🙈🙈 #Harbour",
      replies: ["那个进球 at the harbour cup", "🙈 goal"],
      evidence: true,
    };
    const texts = [request.post, ...(request.replies as string[])];
    for (const { evidence } of await tagger.suggest(request)) {
      const places = evidence?.words ?? [];
      for (const { text, start, end, weight } of places) {
        expect(texts[text].slice(start, end)).toMatch(/^(?:#?[\p{L}-]+)$/u);
        expect(weight).toBeGreaterThan(0);
        expect(weight).toBeLessThanOrEqual(1);
      }
      expect(new Set(places.map(({ text, start }) => `${text} ${start}`)).size).toBe(places.length);
    }
  });

  it.each(HOSTILE.map((text) => [JSON.stringify(text.slice(0, 30)), text]))(
    "bears the text %s",
    async (_, text) => {
      const requests = [
        { post: text },
        { post: "goal", replies: [text] },
        { post: text, replies: [text] },
      ];
      for (const list of await tagger.suggestAll(requests)) expectList(list, 5);
      const [only] = await tagger.suggestAll([{ post: text.slice(0, 1000), evidence: true }]);
      expectList(only, 5);
      await tagger.attention({ post: text, replies: [text] });
    },
  );

  it("bears 10,000 replies", async () => {
    const replies = Array.from({ length: 10_000 }, (_, i) => `what a goal ${i} 那个进球`);
    expectList(await tagger.suggest({ post: "goal", replies, evidence: true }), 5);
  });

  it("writes hashtags as the platform has them", async () => {
    const [list] = await tagger.suggestAll([{ ...POSTS[0], platform: "weibo" }]);
    for (const { hashtag } of list) expect(hashtag).toMatch(/^#[^#]+#$/);
  });

  it("suggests nothing for a thread without words", async () => {
    expect(await tagger.suggest({ post: " ", replies: ["\u200b"], evidence: true })).toEqual([]);
    expect(await tagger.suggestAll([])).toEqual([]);
  });
});

describe("Threadtag", () => {
  it("shows the words that a hashtag stands on, and the posts", async () => {
    const tagger = await open("retrieval");
    const { text = "", hashtags } = DATA.train[3];
    const [best] = await tagger.suggest({ post: text, evidence: true });
    await tagger.close();
    expect(best.words.join("")).toBe(hashtags[0].join(""));
    expect(best.source).toBe("retrieved");
    expect(best.evidence?.words.length).toBeGreaterThan(0);
    const [nearest] = best.evidence?.posts ?? [];
    expect(nearest.text).toBe(text);
    expect(nearest.hashtags.map(foldTag)).toContain(foldTag(best.hashtag));
    expect(nearest.similarity).toBeGreaterThan(0.4);
  });

  it("has truer confidences once the model was assessed", async () => {
    const suggester = await openSuggester(await folderOf("retrieval"));
    const posts = DATA.test.slice(0, 100);
    const lists = await suggester.suggest(posts);
    await suggester.close();
    const error = (confidence: (score: number) => number): number => {
      const judged = posts.flatMap(({ hashtags }, post) =>
        lists[post].map(({ words, score }) => ({
          confidence: confidence(score),
          isRight: hashtags.some((each) => each.join("") === words.join("")),
        })),
      );
      return reliability(judged).expectedCalibrationError;
    };
    expect(error(confidenceIn(suggester).of)).toBeLessThan(0.8 * error((score) => score));
  });

  it("learns posts, whose hashtags exist from then on", async () => {
    const tagger = await open("fusion");
    const post = "the zeppelin over the harbour tonight";
    await tagger.learn?.([{ post: `${post} #ZeppelinNight`, hashtags: ["#ZeppelinNight"] }]);
    const [first] = await tagger.suggest({ post, only: "existing", evidence: true });
    expect(first).toMatchObject({ hashtag: "#ZeppelinNight", known: true });
    expect(first.evidence?.posts[0].text).toBe(`${post} #ZeppelinNight`);
    await expect(tagger.learn?.([{ post: "a", hashtags: ["!"] }])).rejects.toThrow(
      "posts[0].hashtags[0]: holds no word",
    );
    await tagger.close();
    const other = await open("classifier");
    expect(other.learn).toBeUndefined();
    await other.close();
  });

  it("gives the weights of bi-attention, a row for each word of the post", async () => {
    const tagger = await open("bi-attention");
    const map = await tagger.attention({ post: "what a goal", replies: ["yes", "a great one"] });
    await tagger.close();
    expect(map?.postWords).toEqual(["what", "a", "goal"]);
    expect(map?.conversationWords).toEqual(["yes", "a", "great", "one"]);
    for (const row of map?.weights ?? []) {
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
    }
    expect(map?.weights).toHaveLength(3);
  });

  it("refuses to look for existing hashtags where the model does not know them", async () => {
    const folder = join(root, "old");
    await train(DATA, folder, tinyOptions({ epochs: 1, model: "bi-attention" }));
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    delete manifest.files["known-hashtags.json"];
    writeFileSync(path, JSON.stringify(manifest));
    const tagger = await Threadtag.open(folder);
    expect(tagger.model.hashtags).toBeUndefined();
    expect(tagger.model.calibratedOn).toBe("none");
    await expect(tagger.suggest({ post: "goal", only: "existing" })).rejects.toThrow(
      /^only: an earlier version of threadtag made this model/,
    );
    await tagger.close();
  });

  it.skipIf(!hasShared("data/weibo8k"))(
    "suggests alike alone and together for 50 posts of Weibo (needs ../shared)",
    async () => {
      const lines = (file: string) =>
        readFileSync(sharedPath(`data/weibo8k/${file}`), "utf8")
          .split("\n")
          .slice(0, 50);
      const replies = lines("valid_conv.txt");
      const requests = lines("valid_post.txt").map((post, i) => ({ post, replies: [replies[i]] }));
      for (const name of SYSTEMS) {
        const tagger = await open(name);
        const together = await tagger.suggestAll(requests);
        for (const [i, request] of requests.entries()) {
          expect(rounded(await tagger.suggest(request))).toEqual(rounded(together[i]));
        }
        await tagger.close();
      }
    },
  );
});
