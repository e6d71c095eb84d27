import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import { UserError } from "../support/errors.js";
import { type EvaluationResult, evaluatePredictions, scorePosts } from "./evaluate.js";
import { readHashtagLines } from "./lines.js";
import { renderEvaluation } from "./report.js";

const EN = { language: "en" } as const;
const ZH = { language: "zh" } as const;

/** Figures of golden/README-original.md: F1@1, F1@5, MAP@5 as released, then standard. */
const REFERENCE = [
  ["authors", ["13.42", "7.82", "16.09"], ["13.58", "7.71", "16.53"]],
  ["bm25-vote", ["26.37", "15.39", "31.60"], ["26.53", "15.23", "32.84"]],
  ["linear-svm", ["30.29", "16.54", "36.03"], ["30.65", "16.42", "37.04"]],
] as const;

describe("evaluatePredictions on Weibo predictions", () => {
  const present = hasShared("golden/README-original.md") && hasShared("data/weibo8k");

  it.skipIf(!present).each(REFERENCE)(
    "prints the figures of %s (needs ../shared)",
    (system, released, standard) => {
      const gold = readHashtagLines(sharedPath("data/weibo8k/valid_tag.txt"));
      const predictions = readHashtagLines(sharedPath(`golden/weibo8k-valid-${system}.txt`));
      const result = evaluatePredictions(gold, predictions, ZH);
      expect(result.posts).toBe(794);
      expect(Object.values(result.released).map((figure) => figure.toFixed(2))).toEqual(released);
      expect(Object.values(result.standard).map((figure) => figure.toFixed(2))).toEqual(standard);
    },
  );
});

describe("evaluatePredictions", () => {
  it("gives percentages in both conventions and ROUGE of the top prediction", () => {
    const gold = [[["aus", "open"]], [["tennis"], ["final"]]];
    const predictions = [
      [["Aus", "Opens"], ["tennis"]],
      [["cup"], ["tennis"]],
    ];
    const result = evaluatePredictions(gold, predictions, EN);
    expect(result.posts).toBe(2);
    // Micro: one of two first predictions is right, one of three gold tags is found.
    expect(result.released["f1@1"]).toBeCloseTo(40, 10);
    expect(result.released["f1@5"]).toBeCloseTo((100 * 2 * 0.2 * (2 / 3)) / (0.2 + 2 / 3), 10);
    expect(result.released["map@5"]).toBeCloseTo((100 * (1 + 1 / 4)) / 2, 10);
    expect(result.standard["f1@1"]).toBeCloseTo(50, 10);
    expect(result.standard["map@5"]).toBeCloseTo((100 * (1 + 1 / 4)) / 2, 10);
    expect([result.rouge1, result.rougeSU4]).toEqual([50, 50]);
  });

  it("averages ROUGE over a post's gold tags as -f A does", () => {
    const gold = [
      [
        ["a", "b"],
        ["c", "d", "e", "f"],
      ],
    ];
    // 2 hits of 6 gold words and of 2 predicted words, counted once per gold tag.
    expect(evaluatePredictions(gold, [[["a", "b"]]], EN).rouge1).toBeCloseTo(40, 10);
  });

  it("compares Chinese by character and English by word", () => {
    const [gold, predictions] = [[[["世界杯"]]], [[["世界", "冠军"]]]];
    expect(evaluatePredictions(gold, predictions, ZH).rouge1).toBeCloseTo(57.143, 10);
    expect(evaluatePredictions(gold, predictions, EN).rouge1).toBe(0);
  });

  it("does not take a number for a character", () => {
    expect(evaluatePredictions([[["一"]]], [[["19968"]]], ZH).rouge1).toBe(0);
  });

  it("counts a post without prediction, or with an empty one, as 0", () => {
    const gold = [[["a", "b"]], [["a", "b"]]];
    const half = evaluatePredictions(gold, [[["a", "b"]], []], EN);
    expect([half.standard["f1@1"], half.rouge1, half.rougeSU4]).toEqual([50, 50, 50]);
    expect(evaluatePredictions(gold, [[["a", "b"]], [[]]], EN)).toEqual(half);
  });

  it("names both counts when the numbers of posts differ", () => {
    const run = () => evaluatePredictions([[["a"]], [["b"]]], [[["a"]]], EN);
    expect(run).toThrow(UserError);
    expect(run).toThrow(/gold hashtags for 2 posts but predictions for 1/);
  });

  it("refuses a corpus without gold hashtags, and an empty one", () => {
    expect(() => evaluatePredictions([[]], [[["a"]]], EN)).toThrow(/no gold hashtag at all/);
    expect(() => evaluatePredictions([], [], EN)).toThrow(/no gold hashtag at all/);
  });

  const word = fc.constantFrom("open", "opens", "final", "世界", "杯", "2014");
  const tag = fc.array(word, { minLength: 1, maxLength: 3 });
  const tags = fc.array(tag, { maxLength: 4 });
  const posts = fc
    .array(fc.tuple(tags, tags), { minLength: 1, maxLength: 5 })
    .filter((list) => list.some(([gold]) => gold.length > 0))
    .map((list) => [list.map(([gold]) => gold), list.map(([, ranked]) => ranked)] as const);
  const language = fc.constantFrom(EN, ZH);

  it("does not depend on the order of the gold tags", () => {
    fc.assert(
      fc.property(posts, language, ([gold, predictions], options) => {
        const reversed = gold.map((list) => [...list].reverse());
        expect(scorePosts(reversed, predictions, options)).toEqual(
          scorePosts(gold, predictions, options),
        );
      }),
    );
  });

  it("keeps the figures of a post within [0, 1]", () => {
    fc.assert(
      fc.property(posts, language, ([gold, predictions], options) => {
        for (const figure of scorePosts(gold, predictions, options).flatMap(Object.values)) {
          expect(figure >= 0 && figure <= 1).toBe(true);
        }
      }),
    );
  });

  it("gives 100 wherever it can when each post's one gold tag is what is predicted", () => {
    const longTag = fc.array(word, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(longTag, { minLength: 1, maxLength: 5 }), (list) => {
        const same = list.map((words) => [words]);
        const { released, standard, rouge1, rougeSU4 } = evaluatePredictions(same, same, ZH);
        const perfect = [released["f1@1"], released["map@5"], standard["f1@1"], standard["map@5"]];
        expect([...perfect, rouge1, rougeSU4]).toEqual(Array(6).fill(100));
        expect(standard["f1@5"]).toBeCloseTo(100 / 3, 10);
      }),
    );
  });
});

describe("renderEvaluation", () => {
  const result: EvaluationResult = {
    posts: 1_000_000,
    released: { "f1@1": 100, "f1@5": 33.333333, "map@5": 0 },
    standard: { "f1@1": 12.345678, "f1@5": 1.005, "map@5": 99.999 },
    rouge1: 45.678,
    rougeSU4: 7,
  };

  it("prints both conventions and ROUGE with two decimals", () => {
    const text = renderEvaluation(result);
    expect(text).toMatch(/^1000000 posts.*F1@1 +F1@5 +MAP@5$/m);
    expect(text).toMatch(/^released.* 100\.00 +33\.33 +0\.00$/m);
    expect(text).toMatch(/^standard.* 12\.35 +1\.00 +100\.00$/m);
    expect(text).toMatch(/ROUGE-1 +ROUGE-SU4\n.* 45\.68 +7\.00$/);
  });

  it("aligns its columns within 80", () => {
    const lines = renderEvaluation(result).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(new Set(lines.slice(0, 3).map((line) => line.length)).size).toBe(1);
  });
});
