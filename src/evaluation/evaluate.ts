import { UserError } from "../support/errors.js";
import { mean } from "./mean.js";
import { normaliseTags, releasedRanking, standardPostRanking } from "./ranking.js";
import { rouge } from "./rouge.js";
import { characterText } from "./rouge-tokens.js";

/** Which texts ROUGE compares: English by stemmed word, Chinese by character. */
export interface EvaluationOptions {
  language: "en" | "zh";
}

/** F1 of the first and the first five predictions, and MAP of the first five. */
export interface RankingFigures {
  "f1@1": number;
  "f1@5": number;
  "map@5": number;
}

/** The figures of one post, fractions in [0, 1]: standard ranking, and ROUGE F1 of the top prediction. */
export interface PostScores extends RankingFigures {
  rouge1: number;
  rougeSU4: number;
}

/** The figures of a corpus in percent, not rounded; what `evaluate --json` prints. */
export interface EvaluationResult {
  posts: number;
  /** As the paper's released script computes them, see `releasedRanking`. */
  released: RankingFigures;
  /** Means over posts, see `standardPostRanking`. */
  standard: RankingFigures;
  rouge1: number;
  rougeSU4: number;
}

/**
 * Evaluates ranked predictions: F1@1, F1@5 and MAP@5 in both conventions, and ROUGE-1 and ROUGE-SU4 F1 of the
 * top prediction, averaged over posts (paper, section 3). ROUGE averages over the gold hashtags of a post as
 * its `-f A` does, see {@link rouge}. A post without prediction scores 0.
 * @param gold posts x gold hashtags x words
 * @param predictions posts x ranked hashtags x words, in the same order
 * @throws UserError when the numbers of posts differ or no post has a gold hashtag
 */
export function evaluatePredictions(
  gold: string[][][],
  predictions: string[][][],
  options: EvaluationOptions,
): EvaluationResult {
  const posts = scorePosts(gold, predictions, options);
  const percent = (name: keyof PostScores) => 100 * mean(posts.map((post) => post[name]));
  return {
    posts: posts.length,
    released: releasedPercentages(gold, predictions),
    standard: { "f1@1": percent("f1@1"), "f1@5": percent("f1@5"), "map@5": percent("map@5") },
    rouge1: percent("rouge1"),
    rougeSU4: percent("rougeSU4"),
  };
}

/**
 * The figures of each post, whose means are the corpus figures; pairs of them are what a significance test or
 * a breakdown by kind of post compares. Parameters and errors as of {@link evaluatePredictions}.
 */
export function scorePosts(
  gold: string[][][],
  predictions: string[][][],
  { language }: EvaluationOptions,
): PostScores[] {
  if (gold.length !== predictions.length) {
    throw new UserError(
      `There are gold hashtags for ${gold.length} posts but predictions for ${predictions.length}. Both must hold one line per post, blank where there is none.`,
    );
  }
  const write = language === "zh" ? (text: string) => characterText(text) : (text: string) => text;
  return gold.map((tags, post) =>
    postScores(phrases(tags), phrases(predictions[post] ?? []), write),
  );
}

function postScores(
  gold: readonly string[],
  ranked: readonly string[],
  write: (text: string) => string,
): PostScores {
  const [wanted, found] = [normaliseTags(gold), normaliseTags(ranked)];
  const [first, five] = [1, 5].map((k) => standardPostRanking(wanted, found, k));
  const { rouge1, rougeSU4 } = rouge(write(ranked[0] ?? ""), gold.map(write));
  return {
    "f1@1": first!.f1,
    "f1@5": five!.f1,
    "map@5": five!.map,
    rouge1: rouge1.f,
    rougeSU4: rougeSU4.f,
  };
}

function releasedPercentages(gold: string[][][], predictions: string[][][]): RankingFigures {
  const [wanted, found] = [gold, predictions].map((posts) =>
    posts.map((tags) => normaliseTags(phrases(tags))),
  );
  const at = (k: number) => releasedRanking(wanted as string[][], found as string[][], k);
  const five = at(5);
  return { "f1@1": 100 * at(1).f1, "f1@5": 100 * five.f1, "map@5": 100 * five.map };
}

/** Hashtags as phrases; one without words is no hashtag. */
function phrases(tags: readonly string[][]): string[] {
  return tags.map((words) => words.join(" ").trim()).filter((phrase) => phrase !== "");
}
