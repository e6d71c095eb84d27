import type { Source } from "../suggester.js";
import { topPlaces } from "../top-places.js";
import { type FusionKnowledge, type Nominations, type ReadThread, table } from "./knowledge.js";
import { softmax } from "./listwise-ranker.js";
import type { Opinions, View } from "./parts.js";
import type { Evidence } from "./similar-posts.js";

/** How many hashtags each part puts forward. */
const NOMINATED = { margins: 30, nearest: 15, centroid: 15, side: 8 };
/** How many hashtags a part would suggest by itself. */
const OWN = 5;
/** Hashtags further down a part's list count as if they stood here. */
const LAST_RANK = 60;
/** How sharply the margins of the candidates are told apart. */
const SHARPNESS = 4;

/** Collects the known hashtags that some part puts forward or whose name stands in the thread, and describes each. */
export function nominateHashtags(read: ReadThread, knowledge: FusionKnowledge): Nominations {
  const { texts, opinions } = read;
  const { all, post, conversation } = opinions.evidence;
  const named = texts.flatMap((text) => knowledge.names.within(text));
  const chosen = new Set([
    ...topPlaces(opinions.margins, NOMINATED.margins),
    ...topPlaces(all.nearest, NOMINATED.nearest),
    ...topPlaces(all.centroid, NOMINATED.centroid),
    ...topPlaces(post.centroid, NOMINATED.side),
    ...topPlaces(conversation.centroid, NOMINATED.side),
    ...named,
  ]);
  const numbers = [...chosen].filter((each) => knowledge.frequency(each) > 0).sort((a, b) => a - b);
  const columns = [
    ...opinionColumns(numbers, opinions),
    numbers.map((each) => Math.log2(knowledge.frequency(each))),
    ...nameColumns(numbers, read, knowledge),
  ];
  const sources = sourcesOf(numbers, opinions, named);
  return {
    hashtags: numbers.map((each, place) => ({
      words: knowledge.words(each),
      source: sources[place],
    })),
    features: table(columns),
  };
}

/** Whose own suggestions the candidates are: of the classifiers and names, of similar posts, or of both. */
function sourcesOf(
  hashtags: readonly number[],
  { margins, evidence }: Opinions,
  named: readonly number[],
): Source[] {
  const generated = new Set([...topPlaces(margins, OWN), ...named]);
  const { nearest } = evidence.all;
  const retrieved = new Set(topPlaces(nearest, OWN));
  return hashtags.map((each) => {
    const isGenerated = generated.has(each);
    // What neither would suggest by itself stands on the posts that have it.
    if (retrieved.has(each) || !isGenerated) return isGenerated ? "both" : "retrieved";
    return "generated";
  });
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
    ...[words.strongest, words.any].map((scores) => hashtags.map((each) => scores[each])),
  ];
}

function evidenceColumns(
  hashtags: readonly number[],
  { votes, nearest, second, centroid }: Evidence,
): number[][] {
  return [votes, nearest, second, centroid].map((scores) => hashtags.map((each) => scores[each]));
}

/** A hashtag's place in a ranking, from 0. */
function ranksOf(hashtags: readonly number[], scores: Float64Array): number[] {
  const ranks = new Map(topPlaces(scores, LAST_RANK).map((hashtag, rank) => [hashtag, rank]));
  return hashtags.map((each) => ranks.get(each) ?? LAST_RANK);
}

/** What of the candidates' names stands in post and conversation. */
function nameColumns(
  hashtags: readonly number[],
  { texts }: ReadThread,
  { names }: FusionKnowledge,
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
