import { describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { evaluatePredictions } from "../evaluation/evaluate.js";
import { averageScores, corpusFigure, METRICS, scoreRun } from "./metrics.js";
import type { RunRecord } from "./run-record.js";
import { RUN_VERSION } from "./run-spec.js";

/** A run that suggests the hashtags of other random posts. */
function recordOf(count: number, seed: number): RunRecord {
  const spec = { dataset: "0".repeat(64), system: "random", settings: {}, seed, split: "valid" };
  return {
    version: RUN_VERSION,
    spec: spec as RunRecord["spec"],
    training: { seconds: 1, threads: 1 },
    suggesting: { seconds: 1, threads: 1 },
    suggestions: randomInstances(count, seed, { tagWords: 2 }).map(({ hashtags }, i) =>
      // The first post gets no suggestion at all.
      i === 0 ? [] : hashtags.map((words) => ({ words, score: 0.5 })),
    ),
  };
}

const gold = randomInstances(60, 1, { tagWords: 2 });

describe("scoreRun", () => {
  it("adds up to the figures of evaluatePredictions, in both ways of counting", () => {
    const record = recordOf(60, 2);
    const scores = scoreRun(record, gold, "en");
    const { released, standard, rouge1, rougeSU4 } = evaluatePredictions(
      gold.map(({ hashtags }) => hashtags),
      record.suggestions.map((list) => list.map(({ words }) => words)),
      { language: "en" },
    );
    const wanted = [...Object.values(released), ...Object.values(standard), rouge1, rougeSU4];
    for (const [i, { id }] of METRICS.entries()) {
      expect(wanted[i]).toBeGreaterThan(0);
      expect(corpusFigure(scores[id])).toBeCloseTo(wanted[i]!, 9);
    }
  });

  it("scores some of the posts as if there were no others", () => {
    const record = recordOf(60, 3);
    const places = [3, 8, 11, 25, 40];
    const part = { ...record, suggestions: places.map((place) => record.suggestions[place]!) };
    const alone = scoreRun(
      part,
      places.map((place) => gold[place]!),
      "en",
    );
    for (const { id } of METRICS) {
      const among = corpusFigure(scoreRun(record, gold, "en")[id], places);
      expect(among).toBeCloseTo(corpusFigure(alone[id]), 9);
    }
  });

  it("averages several runs to the mean of their figures", () => {
    const runs = [2, 3, 4].map((seed) => scoreRun(recordOf(60, seed), gold, "en"));
    for (const { id } of METRICS) {
      const figures = runs.map((run) => corpusFigure(run[id]));
      const mean = figures.reduce((a, b) => a + b) / 3;
      expect(corpusFigure(averageScores(runs.map((run) => run[id])))).toBeCloseTo(mean, 9);
    }
  });
});
