import { type Entity, findEntities } from "./entities.js";
import type { Post } from "./post.js";

/** The hashtags of a post, told apart by where they stand (paper section 3). */
export interface PostHashtags {
  /** Those before or after the text: what its author files the post under. */
  readonly gold: readonly Entity[];
  /** Those inside the text: words of a sentence. */
  readonly inside: readonly Entity[];
}

/** A letter or a digit: what makes a stretch of text a part of a sentence. */
const WORDS = /[\p{L}\p{N}]/u;

/**
 * Tells the gold hashtags of a post from those that are words of its text. A hashtag stands before or
 * after the text when nothing but other hashtags, links, mentions, punctuation and emoji lies between
 * it and that end of the post.
 */
export function splitHashtags({ text, source }: Pick<Post, "text" | "source">): PostHashtags {
  const entities = findEntities(text, source);
  const gaps = [...entities, undefined].map((entity, i) =>
    WORDS.test(text.slice(entities[i - 1]?.end ?? 0, entity?.start)),
  );
  const textStart = gaps.indexOf(true);
  // Without a word in between every entity stands at an end.
  const [before, after] =
    textStart < 0 ? [entities.length, 0] : [textStart, gaps.lastIndexOf(true)];
  const hashtags = (isGold: boolean): Entity[] =>
    entities.filter((each, i) => each.kind === "hashtag" && (i < before || i >= after) === isGold);
  return { gold: hashtags(true), inside: hashtags(false) };
}
