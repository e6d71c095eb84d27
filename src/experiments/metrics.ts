import type { Instance } from "../dataset/instance.js";
import type { RatioOfSums } from "../evaluation/bootstrap.js";
import { scorePosts } from "../evaluation/evaluate.js";
import { sum } from "../evaluation/mean.js";
import { normaliseTags, releasedRanking } from "../evaluation/ranking.js";
import { nearness } from "../evaluation/semantic.js";
import type { HashtagSimilarity } from "../evaluation/semantic-similarity.js";
import type { RunRecord } from "./runs/run-record.js";

/** The paper's figures, in both ways of counting (paper README: "released" and "standard"). */
const EXACT = [
  { id: "released.f1@1", group: "released", label: "F1@1" },
  { id: "released.f1@5", group: "released", label: "F1@5" },
  { id: "released.map@5", group: "released", label: "MAP" },
  { id: "standard.f1@1", group: "standard", label: "F1@1" },
  { id: "standard.f1@5", group: "standard", label: "F1@5" },
  { id: "standard.map@5", group: "standard", label: "MAP" },
  { id: "rouge1", group: "ROUGE", label: "RG-1" },
  { id: "rougeSU4", group: "ROUGE", label: "RG-4" },
] as const;

/** Near misses count in part, see `semanticScores`. */
const SEMANTIC = [
  { id: "semantic@1", group: "semantic", label: "@1" },
  { id: "semantic@5", group: "semantic", label: "@5" },
] as const;

/** The figures of Table 4: the paper's, and beside them our own. */
export const METRICS = [...EXACT, ...SEMANTIC] as const;

/** The name of a figure. */
export type Metric = (typeof METRICS)[number]["id"];

/** The paper's figures of a run, each as a ratio of two sums over posts. */
export type ExactScores = Readonly<Record<(typeof EXACT)[number]["id"], RatioOfSums>>;

/** Every figure of a run as a ratio of two sums over posts. */
export type Scores = Readonly<Record<Metric, RatioOfSums>>;

/**
 * Scores a run post by post.
 * @param gold the posts that the run suggests for, in their order
 */
export function scoreRun(
  { suggestions }: RunRecord,
  gold: readonly Instance[],
  language: "en" | "zh",
): ExactScores {
  const wanted = gold.map(({ hashtags }) => hashtags);
  const ranked = suggestions.map((list) => list.map(({ words }) => words));
  const posts = scorePosts(wanted, ranked, { language });
  const phrases = (tags: string[][]) => normaliseTags(tags.map((words) => words.join(" ")));
  const pairs = wanted.map((tags, post) => [phrases(tags), phrases(ranked[post]!)] as const);
  const mean = (name: keyof (typeof posts)[number]) => asMean(posts.map((post) => post[name]));
  return {
    "released.f1@1": microF1(pairs, 1),
    "released.f1@5": microF1(pairs, 5),
    "released.map@5": asMean(pairs.map(([a, b]) => releasedRanking([a], [b], 5).map)),
    "standard.f1@1": mean("f1@1"),
    "standard.f1@5": mean("f1@5"),
    "standard.map@5": mean("map@5"),
    rouge1: mean("rouge1"),
    rougeSU4: mean("rougeSU4"),
  };
}

/**
 * Scores the near misses of a run post by post.
 * @param gold the posts that the run suggests for, in their order
 * @param similarity learnt from the training posts
 */
export function scoreNearMisses(
  { suggestions }: RunRecord,
  gold: readonly Instance[],
  similarity: HashtagSimilarity,
): Omit<Scores, keyof ExactScores> {
  const at = (k: number) =>
    asMean(
      gold.map(({ hashtags }, post) => {
        const ranked = suggestions[post]!.map(({ words }) => words);
        return nearness(hashtags, ranked, k, similarity);
      }),
    );
  return { "semantic@1": at(1), "semantic@5": at(5) };
}

/** The figure of all posts, or of those at the given places, in percent. */
export function corpusFigure({ above, below }: RatioOfSums, places?: readonly number[]): number {
  const take = (numbers: readonly number[]) =>
    sum(places ? places.map((place) => numbers[place] as number) : numbers);
  const total = take(below);
  return total === 0 ? 0 : (100 * take(above)) / total;
}

/** The scores of several trainings of a system, averaged post by post. */
export function averageScores(runs: readonly RatioOfSums[]): RatioOfSums {
  const { below } = runs[0] as RatioOfSums;
  const above = below.map((_, post) => sum(runs.map((run) => run.above[post]!)) / runs.length);
  return { above, below };
}

function asMean(above: readonly number[]): RatioOfSums {
  return { above, below: above.map(() => 1) };
}

/** With precision hits / (K posts) and recall hits / gold tags, F1 is 2 hits / (K posts + gold tags). */
function microF1(pairs: readonly (readonly [string[], string[]])[], k: number): RatioOfSums {
  return {
    above: pairs.map(([gold, ranked]) => {
      const { recall } = releasedRanking([gold], [ranked], k);
      return 2 * Math.round(recall * gold.length);
    }),
    below: pairs.map(([gold]) => k + gold.length),
  };
}
