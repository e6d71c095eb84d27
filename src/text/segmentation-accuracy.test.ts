import { readdirSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { showsWords } from "./casing.js";
import { jiebaCutter } from "./jieba.js";
import { HashtagSegmenter } from "./segmentation.js";
import { WordCounts } from "./word-counts.js";
import { EMPTY_WORD_LIST, loadWordList, type WordList } from "./word-list.js";

type Labelled = readonly [tag: string, words: string];

const lines = readFileSync(new URL("hashtags-labelled.tsv", import.meta.url), "utf8").split("\n");
const labelled = lines
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("\t") as unknown as Labelled);
/** Every other line; the rest is the development half, on which the weights were chosen. */
const test = labelled.filter((_, index) => index % 2 === 1);

const lowered = test.map(
  ([tag, words]): Labelled => [tag.toLowerCase().replaceAll("_", ""), words],
);
const SETS: Record<string, readonly Labelled[]> = {
  all: test,
  cased: test.filter(([tag]) => showsWords(tag)),
  plain: test.filter(([tag]) => !showsWords(tag)),
  lowered,
};

/** Percentage of tags with exactly the labelled words, by set. */
function accuracies(segment: (tag: string) => readonly string[]): Record<string, number> {
  const accuracy = (tags: readonly Labelled[]): number =>
    (100 * tags.filter(([tag, words]) => segment(tag).join(" ") === words).length) / tags.length;
  return Object.fromEntries(Object.entries(SETS).map(([name, tags]) => [name, accuracy(tags)]));
}

function expectAtLeast(found: Record<string, number>, least: Record<string, number>): void {
  for (const [set, percent] of Object.entries(least)) {
    expect(found[set], `${set} of ${JSON.stringify(found)}`).toBeGreaterThanOrEqual(percent);
  }
}

/** What one would write first: cut at capitals, underscores and digits. */
const atCapitals = (tag: string): string[] =>
  (tag.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|[^\p{Lu}\p{Ll}\p{N}_]+/gu) ?? []).map(
    (word) => word.toLowerCase(),
  );

/** The same, and the longest known word from the left, again and again. */
function greedily(list: WordList, counts: WordCounts): (tag: string) => string[] {
  const isKnown = (word: string) => list.count(word) + counts.count(word) > 1;
  const longest = (text: string): string[] => {
    if (text === "") return [];
    let end = text.length;
    while (end > 1 && !isKnown(text.slice(0, end))) end--;
    return [text.slice(0, end), ...longest(text.slice(end))];
  };
  return (tag) => atCapitals(tag).flatMap(longest);
}

const list = await loadWordList();
const cut = jiebaCutter();

describe("hashtags labelled by hand", () => {
  it("are letters and digits of their words", () => {
    expect(labelled.length).toBeGreaterThanOrEqual(500);
    for (const [tag, words] of labelled) {
      expect(words.replaceAll(" ", "")).toBe(tag.toLowerCase().replaceAll("_", ""));
    }
  });

  it("are cut by the word list alone", () => {
    const segmenter = new HashtagSegmenter(new WordCounts(), list, cut);
    const found = accuracies((tag) => segmenter.segment(tag));
    expectAtLeast(found, { all: 82.8, cased: 88.2, plain: 81.3, lowered: 79.5 });
    for (const baseline of [atCapitals, greedily(list, new WordCounts())]) {
      expect(found.all).toBeGreaterThan(accuracies(baseline).all + 10);
    }
  });
});

const FOLDERS = ["twitter-v1", "twitter-v2", "mastodon", "bluesky"];
const present =
  hasShared("data/instagram") && FOLDERS.every((folder) => hasShared(`data/${folder}`));

/** The texts of all posts, each once. */
function sharedTexts(): Set<string> {
  const texts = new Set<string>();
  const collect = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    for (const [key, part] of Object.entries(value)) {
      if (typeof part !== "string") collect(part);
      else if (key === "text" || key === "content") texts.add(part.replace(/<[^>]*>/g, ""));
    }
  };
  const filesOf = (folder: string): string[] =>
    readdirSync(sharedPath(`data/${folder}`)).map((name) => sharedPath(`data/${folder}/${name}`));
  for (const path of FOLDERS.flatMap(filesOf).filter((path) => /\.(?:nd)?jsonl?$/.test(path))) {
    const text = readFileSync(path, "utf8");
    if (path.endsWith(".json")) collect(JSON.parse(text));
    else for (const line of text.split("\n").filter(Boolean)) collect(JSON.parse(line));
  }
  for (const path of filesOf("instagram").filter((path) => path.endsWith(".csv"))) {
    const options = { columns: true, relax_column_count: true, relax_quotes: true, bom: true };
    const rows: unknown = parse(readFileSync(path, "utf8"), options);
    for (const row of rows as Record<string, string>[]) {
      for (const text of [row.text, ...row.comments.split("|")]) texts.add(text);
    }
  }
  return texts;
}

const HASHTAG = /[#＃]([\p{L}\p{M}\p{N}_]+)/gu;

/** Counts of words by runs of letters, and the hashtags. */
function readCorpus(): { counts: WordCounts; tags: string[] } {
  const counts = new WordCounts();
  const tags: string[] = [];
  for (const text of sharedTexts()) {
    for (const [, tag] of text.matchAll(HASHTAG)) tags.push(tag);
    const plain = text.replace(/https?:\/\/\S+|[@#＃][\p{L}\p{M}\p{N}_.]+|&\w+;/gu, " , ");
    counts.add(
      plain
        .normalize("NFKC")
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}'’]+|\S/gu) ?? [],
    );
  }
  return { counts, tags };
}

describe.skipIf(!present)("hashtags labelled by hand, with counts of a corpus", () => {
  const { counts, tags } = present ? readCorpus() : { counts: new WordCounts(), tags: [] };

  it.each<[string, WordList, boolean, Record<string, number>]>([
    [
      "the corpus alone",
      EMPTY_WORD_LIST,
      false,
      { all: 92.2, cased: 95.5, plain: 91.3, lowered: 90.6 },
    ],
    ["corpus and list", list, false, { all: 92.6, cased: 95.5, plain: 91.7, lowered: 91.2 }],
    [
      "corpus, list and spellings",
      list,
      true,
      { all: 92.6, cased: 95.5, plain: 91.7, lowered: 92.6 },
    ],
  ])("are cut by %s (needs ../shared)", (_, words, learns, least) => {
    const segmenter = new HashtagSegmenter(counts, words, cut);
    if (learns) for (const tag of tags) segmenter.learnTag(tag);
    expectAtLeast(
      accuracies((tag) => segmenter.segment(tag)),
      least,
    );
  });

  it("are cut better than greedily (needs ../shared)", () => {
    const segmenter = new HashtagSegmenter(counts, list, cut);
    const found = accuracies((tag) => segmenter.segment(tag));
    const greedy = accuracies(greedily(list, counts));
    expect(found.all).toBeGreaterThan(greedy.all + 10);
  });
});
