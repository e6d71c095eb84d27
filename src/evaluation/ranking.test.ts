import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { UserError } from "../support/errors.js";
import {
  normaliseTags,
  type RankingScores,
  releasedRanking,
  standardPostRanking,
  standardRanking,
} from "./ranking.js";

interface GoldenPost {
  gold: string[];
  predictions: string[];
  goldStemmed: string[];
  predictionsStemmed: string[];
}
interface StandardFigures {
  precisionK: number;
  recall: number;
  macroF1_K: number;
  mapMinKGold: number;
}
interface GoldenCorpus {
  id: string;
  tag: string;
  posts: GoldenPost[];
  original: {
    printedLines: string[];
    at?: Record<string, RankingScores>;
    fullPrecision?: Record<string, RankingScores>;
    error?: string;
  };
  standard: Record<"nltkStem" | "exactMatch", Record<string, StandardFigures>>;
}

const corpora = goldenCorpora();

function goldenCorpora(): GoldenCorpus[] {
  if (!hasShared("golden/ranking-metrics.json")) return [];
  return JSON.parse(readFileSync(sharedPath("golden/ranking-metrics.json"), "utf8")).corpora;
}

/** The line that the paper's script prints. */
function printed(k: number, { precision, recall, f1, map }: RankingScores): string {
  const [p, r, f, m] = [precision, recall, f1, map].map((figure) => figure.toFixed(6));
  return `The top_k ${k}: ${p} acc, ${r} recall, ${f} f measure,  ${m} map`;
}

function expectStandard(actual: RankingScores, golden: StandardFigures): void {
  expect(actual.precision).toBeCloseTo(golden.precisionK, 13);
  expect(actual.recall).toBeCloseTo(golden.recall, 13);
  expect(actual.f1).toBeCloseTo(golden.macroF1_K, 13);
  expect(actual.map).toBeCloseTo(golden.mapMinKGold, 13);
}

describe("ranking against the reference figures", () => {
  it.skipIf(corpora.length === 0)("has 60 corpora (needs ../shared)", () => {
    expect(corpora).toHaveLength(60);
    expect(corpora.filter((corpus) => corpus.original.error)).not.toHaveLength(0);
  });

  describe.each(corpora)("$id ($tag)", ({ posts, original, standard }) => {
    const gold = posts.map((post) => normaliseTags(post.gold));
    const predictions = posts.map((post) => normaliseTags(post.predictions));

    it("normalises as the reference does", () => {
      expect(gold).toEqual(posts.map((post) => post.goldStemmed));
      expect(predictions).toEqual(posts.map((post) => post.predictionsStemmed));
    });

    it("prints the lines of the released script, or fails where it fails", () => {
      if (original.error) {
        const run = () => releasedRanking(gold, predictions, 1);
        expect(run).toThrow(UserError);
        expect(run).toThrow(/no gold hashtag at all/);
        return;
      }
      const ks = [1, 5, 10, 15];
      const ours = ks.map((k) => [k, releasedRanking(gold, predictions, k)] as const);
      expect(ours.map(([k, scores]) => printed(k, scores))).toEqual(original.printedLines);
      for (const [k, scores] of ours) {
        for (const [name, figure] of Object.entries(original.fullPrecision?.[k] as RankingScores)) {
          expect(scores[name as keyof RankingScores]).toBeCloseTo(figure, 13);
        }
      }
    });

    it("reproduces the standard figures, stemmed and compared exactly", () => {
      const kept = (tags: string[]) => tags.map((tag) => tag.trim()).filter((tag) => tag !== "");
      const rawGold = posts.map((post) => kept(post.gold));
      const rawPredictions = posts.map((post) => kept(post.predictions));
      for (const k of [1, 5, 10, 15]) {
        expectStandard(standardRanking(gold, predictions, k), standard.nltkStem[k]!);
        expectStandard(standardRanking(rawGold, rawPredictions, k), standard.exactMatch[k]!);
      }
    });
  });
});

describe("releasedRanking", () => {
  it("divides precision by K times posts and AP by hits and gold tags", () => {
    const scores = releasedRanking([["a", "b"], ["c"]], [["a", "x", "b"], []], 5);
    expect(scores.precision).toBe(2 / 10);
    expect(scores.recall).toBe(2 / 3);
    expect(scores.map).toBeCloseTo((1 + 2 / 3) / 2 / 2 / 2, 15);
  });

  it("counts a repeated correct prediction as a new hit of AP", () => {
    expect(releasedRanking([["a"]], [["x", "a", "a"]], 5).map).toBeCloseTo((1 / 2 + 2 / 3) / 2, 15);
  });

  it("refuses a corpus without gold hashtags", () => {
    expect(() => releasedRanking([[]], [["a"]], 1)).toThrow(/no gold hashtag at all/);
  });
});

describe("standardPostRanking", () => {
  it("removes duplicates and divides AP by min(K, gold tags)", () => {
    const { precision, recall, map } = standardPostRanking(
      ["a", "b", "a"],
      ["a", "a", "x", "b"],
      5,
    );
    expect([precision, recall]).toEqual([2 / 5, 1]);
    expect(map).toBeCloseTo((1 + 2 / 3) / 2, 15);
  });

  it("is 0 without gold tags or without predictions", () => {
    const nothing = { precision: 0, recall: 0, f1: 0, map: 0 };
    expect(standardPostRanking([], ["a"], 5)).toEqual(nothing);
    expect(standardPostRanking(["a"], [], 5)).toEqual(nothing);
  });
});

describe("ranking properties", () => {
  const tags = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 8 });
  const corpus = fc
    .array(fc.record({ gold: tags, predictions: tags }), { minLength: 1, maxLength: 6 })
    .filter((posts) => posts.some((post) => post.gold.length > 0))
    .map((posts) => [posts.map((p) => p.gold), posts.map((p) => p.predictions)] as const);
  const ks = fc.integer({ min: 1, max: 10 });

  it("keeps standard figures, and released recall and MAP, within [0, 1]", () => {
    fc.assert(
      fc.property(corpus, ks, ([gold, predictions], k) => {
        const released = releasedRanking(gold, predictions, k);
        const figures = [
          ...Object.values(standardRanking(gold, predictions, k)),
          released.recall,
          released.map,
        ];
        for (const figure of figures) {
          expect(figure).toBeGreaterThanOrEqual(0);
          expect(figure).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("does not depend on the order of the gold tags", () => {
    fc.assert(
      fc.property(corpus, ks, ([gold, predictions], k) => {
        const reversed = gold.map((post) => [...post].reverse());
        expect(releasedRanking(reversed, predictions, k)).toEqual(
          releasedRanking(gold, predictions, k),
        );
        expect(standardRanking(reversed, predictions, k)).toEqual(
          standardRanking(gold, predictions, k),
        );
      }),
    );
  });

  it("is perfect at K = number of gold tags when they are what is predicted", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 }), (gold) => {
        const perfect = standardPostRanking(gold, [...gold].reverse(), gold.length);
        expect(perfect).toEqual({ precision: 1, recall: 1, f1: 1, map: 1 });
      }),
    );
  });
});
