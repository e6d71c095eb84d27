import { UserError } from "../support/errors.js";
import { mean, sum } from "./mean.js";
import { porterStem } from "./porter.js";

/** Precision, recall, F1 and (mean) average precision of ranked predictions cut at K; fractions in [0, 1]. */
export interface RankingScores {
  precision: number;
  recall: number;
  f1: number;
  map: number;
}

/**
 * Hashtags in the form in which they are compared: trimmed, empty ones dropped, stemmed as whole phrases
 * (NLTK's Porter stemmer, which lower-cases), so that only the last word loses its ending.
 */
export function normaliseTags(tags: readonly string[]): string[] {
  return tags
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "")
    .map((tag) => porterStem(tag));
}

/**
 * The figures of the paper's released script: micro precision over K times the number of posts, micro recall
 * and their F1; AP is the mean of precision over the hits, divided again by the number of gold tags.
 * Duplicates stay: a correct tag predicted twice is two hits for AP.
 * @param gold gold tags of each post, normalised
 * @param predictions ranked predictions of each post, normalised
 * @throws UserError when no post has a gold tag, where recall is undefined
 */
export function releasedRanking(
  gold: readonly string[][],
  predictions: readonly string[][],
  k: number,
): RankingScores {
  const goldTags = sum(gold.map((tags) => tags.length));
  if (goldTags === 0) {
    throw new UserError(
      `There is no gold hashtag at all in the ${gold.length} posts, so recall is undefined. Check that the gold file holds hashtags.`,
    );
  }
  const tops = predictions.map((ranked) => ranked.slice(0, k));
  const found = sum(
    gold.map((tags, post) => tags.filter((tag) => tops[post]?.includes(tag)).length),
  );
  const precision = found / (k * gold.length);
  const recall = found / goldTags;
  const map = mean(gold.map((tags, post) => releasedAveragePrecision(tags, tops[post] ?? [])));
  return { precision, recall, f1: harmonicMean(precision, recall), map };
}

/**
 * The usual figures of one post: precision over K, recall, their F1, and AP = the sum of precision at each hit
 * over min(K, number of gold tags). Duplicates are removed first; a post without gold tags scores 0.
 * @param gold gold tags of the post, normalised
 * @param predictions ranked predictions of the post, normalised
 */
export function standardPostRanking(
  gold: readonly string[],
  predictions: readonly string[],
  k: number,
): RankingScores {
  const wanted = new Set(gold);
  const atHits = precisionsAtHits(wanted, [...new Set(predictions)].slice(0, k));
  const precision = atHits.length / k;
  const recall = wanted.size === 0 ? 0 : atHits.length / wanted.size;
  const map = atHits.length === 0 ? 0 : sum(atHits) / Math.min(k, wanted.size);
  return { precision, recall, f1: harmonicMean(precision, recall), map };
}

/** The mean over posts ("macro") of each figure of {@link standardPostRanking}; 0 without posts. */
export function standardRanking(
  gold: readonly string[][],
  predictions: readonly string[][],
  k: number,
): RankingScores {
  const posts = gold.map((tags, post) => standardPostRanking(tags, predictions[post] ?? [], k));
  return {
    precision: mean(posts.map((post) => post.precision)),
    recall: mean(posts.map((post) => post.recall)),
    f1: mean(posts.map((post) => post.f1)),
    map: mean(posts.map((post) => post.map)),
  };
}

function releasedAveragePrecision(gold: readonly string[], top: readonly string[]): number {
  const atHits = precisionsAtHits(new Set(gold), top);
  return atHits.length === 0 ? 0 : mean(atHits) / gold.length;
}

/** Precision at the rank of each hit, in order. */
function precisionsAtHits(gold: ReadonlySet<string>, ranked: readonly string[]): number[] {
  const precisions: number[] = [];
  for (const [index, tag] of ranked.entries()) {
    if (gold.has(tag)) precisions.push((precisions.length + 1) / (index + 1));
  }
  return precisions;
}

function harmonicMean(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}
