import { corpusFigure } from "../metrics.js";
import type { Results } from "../results.js";

/** A conversation that is worth looking at has that many words. */
const LEAST_WORDS = 5;

/**
 * The post to show as a case: the one asked for, or else the one on which the systems differ most, by the
 * variance of their average precision. Of equals the one with the most different first suggestions; posts with
 * a conversation go first, and those that the last system gets right.
 * @param systems those that are shown
 * @returns its place
 */
export function casePost(results: Results, systems: readonly string[]): number {
  const { posts, study } = results;
  const { postId } = study.options;
  if (postId === undefined) return mostDifferent(results, systems);
  return posts.findIndex(({ id }) => id === postId);
}

function mostDifferent(results: Results, systems: readonly string[]): number {
  const { posts } = results;
  const precisions = systems.map((system) => results.scores(system)[0]!["standard.map@5"]);
  const firsts = systems.map((system) => results.runs(system)[0]!.suggestions);
  const keys = posts.map(({ conversation }, place) => {
    const scores = precisions.map((scores) => corpusFigure(scores, [place]));
    const different = new Set(firsts.map((lists) => lists[place]?.[0]?.words.join(" ")));
    return [
      +(conversation.length >= LEAST_WORDS),
      variance(scores),
      scores.at(-1) ?? 0,
      different.size,
    ];
  });
  return keys.reduce((best, key, place) => (compare(key, keys[best]!) > 0 ? place : best), 0);
}

/** By the first place in which two lists differ. */
function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, i) => value !== b[i]);
  return place < 0 ? 0 : a[place]! - b[place]!;
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
