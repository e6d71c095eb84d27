import type { FusionParts, Opinions, View } from "./fusion-parts.js";
import { SearchedText } from "./hashtag-in-text.js";
import type { HashtagNames } from "./hashtag-names.js";
import { softmax } from "./listwise-ranker.js";
import type { Evidence } from "./similar-posts.js";
import type { Thread } from "./suggester.js";
import { topPlaces } from "./top-places.js";

/** How many hashtags each part puts forward. */
const NOMINATED = { margins: 30, nearest: 15, centroid: 15, side: 8 };
/** Hashtags further down a part's list count as if they stood here. */
const LAST_RANK = 60;
/** How sharply the margins of the candidates are told apart. */
const SHARPNESS = 4;
/** What makes the logarithm of 0 a number. */
const FLOOR = 0.01;

/** Hashtags that may fit a thread, and what is known of each. */
export interface Nominations {
  /** Numbers of hashtags, rising. */
  readonly hashtags: readonly number[];
  /** `[hashtags, features]` */
  readonly features: Float32Array;
}

/**
 * Collects the hashtags that some part puts forward or whose name stands in the thread, and describes each.
 * @param frequency in how many of the posts that the parts learnt from a hashtag stands; one without any is
 *   no candidate
 */
export function nominate(
  thread: Thread,
  parts: FusionParts,
  names: HashtagNames,
  frequency: (hashtag: number) => number,
): Nominations {
  const texts = [new SearchedText(thread.post), new SearchedText(thread.conversation)];
  const opinions = parts.opinions(thread);
  const { all, post, conversation } = opinions.evidence;
  const chosen = new Set([
    ...topPlaces(opinions.margins, NOMINATED.margins),
    ...topPlaces(all.nearest, NOMINATED.nearest),
    ...topPlaces(all.centroid, NOMINATED.centroid),
    ...topPlaces(post.centroid, NOMINATED.side),
    ...topPlaces(conversation.centroid, NOMINATED.side),
    ...texts.flatMap((text) => names.within(text)),
  ]);
  const hashtags = [...chosen].filter((each) => frequency(each) > 0).sort((a, b) => a - b);
  const columns = [
    ...opinionColumns(hashtags, opinions),
    hashtags.map((each) => Math.log2(frequency(each))),
    ...nameColumns(hashtags, names, texts),
  ];
  const features = Float32Array.from({ length: hashtags.length * columns.length }, (_, i) => {
    const column = columns[i % columns.length] as ArrayLike<number>;
    return column[Math.floor(i / columns.length)] as number;
  });
  return { hashtags, features };
}

/** What the parts say of the candidates, a list for each feature. */
function opinionColumns(
  hashtags: readonly number[],
  { margins, evidence, words }: Opinions,
): ArrayLike<number>[] {
  const own = hashtags.map((each) => margins[each]);
  const best = Math.max(...own);
  const views = (Object.keys(evidence) as View[]).map((view) => evidence[view]);
  return [
    own,
    own.map((margin) => best - margin),
    softmax(Float64Array.from(own, (margin) => SHARPNESS * margin)),
    ...[margins, evidence.all.nearest, evidence.all.centroid].map((scores) =>
      ranksOf(hashtags, scores),
    ),
    ...views.flatMap((view) => evidenceColumns(hashtags, view)),
    ...[words.strongest, words.any].flatMap((scores) => withLogarithm(hashtags, scores)),
  ];
}

function evidenceColumns(
  hashtags: readonly number[],
  { votes, nearest, second, centroid }: Evidence,
): number[][] {
  return [
    hashtags.map((tag) => second[tag]),
    ...[votes, nearest, centroid].flatMap((scores) => withLogarithm(hashtags, scores)),
  ];
}

/** Scores of the candidates, and their logarithms: what is near 0 differs most there. */
function withLogarithm(hashtags: readonly number[], scores: Float64Array): number[][] {
  const values = hashtags.map((tag) => scores[tag]);
  return [values, values.map((value) => Math.log(Math.max(0, value) + FLOOR))];
}

/** The logarithm of a hashtag's place in a ranking, from 0. */
function ranksOf(hashtags: readonly number[], scores: Float64Array): number[] {
  const ranks = new Map(topPlaces(scores, LAST_RANK).map((hashtag, rank) => [hashtag, rank]));
  return hashtags.map((each) => Math.log1p(ranks.get(each) ?? LAST_RANK));
}

/** What of the candidates' names stands in post and conversation. */
function nameColumns(
  hashtags: readonly number[],
  names: HashtagNames,
  texts: readonly SearchedText[],
): number[][] {
  const found = texts.flatMap((text) => {
    const occurrences = hashtags.map((each) => names.find(each, text));
    return (["words", "units", "run", "whole"] as const).map((name) =>
      occurrences.map((each) => each[name]),
    );
  });
  const sizes = hashtags.map((each) => names.sizes(each));
  return [...found, sizes.map(({ words }) => words), sizes.map(({ units }) => units)];
}
