import { gramHashes, wordHash } from "./term-hashes.js";

/** Characters of scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/** Longest runs of characters that are read; three do no better than two. */
const LONGEST = 2;

/**
 * The terms of a text: its words, and where a script has no spaces also its characters and pairs of
 * characters. There, words are a guess, and parts of one word often stand in another.
 * @returns the hash of each occurrence
 */
export function textFeatures(words: readonly string[]): number[] {
  const runs = words.join("").match(UNSPACED) ?? [];
  return [...words.map(wordHash), ...runs.flatMap((run) => gramHashes(run, LONGEST))];
}
