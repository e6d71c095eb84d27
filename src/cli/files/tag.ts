import type { HashtagSuggestion } from "../../tagger/suggestion.js";

/** A hashtag that is suggested for words, with what the model ranks by. */
export interface ScoredHashtag {
  readonly hashtag: string;
  readonly words: readonly string[];
  readonly score: number;
}

/** A hashtag that is suggested for a record. */
export type Tag = HashtagSuggestion | ScoredHashtag;

/** How sure a model is. */
export function confidenceOf(tag: Tag): number {
  return rounded("confidence" in tag ? tag.confidence : tag.score);
}

/** A value as JSON, with as many digits as tell what is better. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, each) => (typeof each === "number" ? rounded(each) : each),
    indent,
  );
}

/** Numbers of places in a text stay as they are. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}
