import { mean } from "./mean.js";
import type { HashtagSimilarity } from "./semantic-similarity.js";

/** How near the first and the first five predictions come to the gold hashtags, in percent. */
export interface SemanticFigures {
  "semantic@1": number;
  "semantic@5": number;
}

/**
 * Scores near misses, which exact metrics count as nothing (the paper names this as future work): of each gold
 * hashtag of a post the similarity of the nearest of the first K predictions, averaged over its gold hashtags,
 * then over posts. It is recall at K wherever each prediction is right or has nothing in common with the gold.
 * A post without gold hashtag or prediction scores 0.
 * @param gold posts x gold hashtags x words
 * @param predictions posts x ranked hashtags x words, in the same order
 * @param similarity how near two hashtags are, see `learnSimilarity`
 */
export function semanticScores(
  gold: readonly (readonly string[])[][],
  predictions: readonly (readonly string[])[][],
  similarity: HashtagSimilarity,
): SemanticFigures {
  const at = (k: number) =>
    100 * mean(gold.map((tags, post) => nearness(tags, predictions[post] ?? [], k, similarity)));
  return { "semantic@1": at(1), "semantic@5": at(5) };
}

/**
 * The score of one post, see {@link semanticScores}.
 * @param gold hashtags x words
 * @param predictions ranked hashtags x words
 * @returns a fraction in [0, 1]
 */
export function nearness(
  gold: readonly (readonly string[])[],
  predictions: readonly (readonly string[])[],
  k: number,
  similarity: HashtagSimilarity,
): number {
  const top = predictions.slice(0, k);
  return mean(gold.map((tag) => Math.max(0, ...top.map((each) => similarity(tag, each)))));
}
