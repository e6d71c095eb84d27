import { describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { evaluatePredictions } from "../evaluation/evaluate.js";
import { semanticScores } from "../evaluation/semantic.js";
import { learnSimilarity } from "../evaluation/semantic-similarity.js";
import {
  averageScores,
  corpusFigure,
  METRICS,
  type Scores,
  scoreNearMisses,
  scoreRun,
} from "./metrics.js";
import type { RunRecord } from "./runs/run-record.js";
import { versionOf } from "./runs/run-spec.js";

/** A run that suggests the hashtags of other random posts. */
function recordOf(count: number, seed: number): RunRecord {
  const spec = { dataset: "0".repeat(64), system: "random", settings: {}, seed, split: "valid" };
  return {
    version: versionOf("random"),
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

const similarity = learnSimilarity(gold.slice(0, 40));

/** All figures of a run. */
function scoresOf(record: RunRecord, posts = gold): Scores {
  return { ...scoreRun(record, posts, "en"), ...scoreNearMisses(record, posts, similarity) };
}

describe("the scores of a run", () => {
  it("add up to those of a whole evaluation, in all ways of counting", () => {
    const record = recordOf(60, 2);
    const scores = scoresOf(record);
    const hashtags = gold.map((post) => post.hashtags);
    const suggested = record.suggestions.map((list) => list.map(({ words }) => words));
    const { released, standard, rouge1, rougeSU4 } = evaluatePredictions(hashtags, suggested, {
      language: "en",
    });
    const semantic = semanticScores(hashtags, suggested, similarity);
    const wanted = [released, standard, { rouge1, rougeSU4 }, semantic].flatMap(Object.values);
    for (const [i, { id }] of METRICS.entries()) {
      expect(wanted[i]).toBeGreaterThan(0);
      expect(corpusFigure(scores[id])).toBeCloseTo(wanted[i]!, 9);
    }
  });

  it("are those of some of the posts as if there were no others", () => {
    const record = recordOf(60, 3);
    const places = [3, 8, 11, 25, 40];
    const part = { ...record, suggestions: places.map((place) => record.suggestions[place]!) };
    const alone = scoresOf(
      part,
      places.map((place) => gold[place]!),
    );
    for (const { id } of METRICS) {
      const among = corpusFigure(scoresOf(record)[id], places);
      expect(among).toBeCloseTo(corpusFigure(alone[id]), 9);
    }
  });

  it("of several runs are averaged to the mean of their figures", () => {
    const runs = [2, 3, 4].map((seed) => scoresOf(recordOf(60, seed)));
    for (const { id } of METRICS) {
      const figures = runs.map((run) => corpusFigure(run[id]));
      const mean = figures.reduce((a, b) => a + b) / 3;
      expect(corpusFigure(averageScores(runs.map((run) => run[id])))).toBeCloseTo(mean, 9);
    }
  });
});
