import { porterStem } from "./porter.js";

/**
 * The tokens ROUGE-1.5.5 counts under `-m` (with an empty exception table): runs of ASCII letters and digits,
 * lower-cased and stemmed. Every other byte separates tokens, so "café" is "caf" and Han characters vanish
 * (see {@link characterText}).
 * @param bytes the `-b` limit: only so many UTF-8 bytes of the text are read, cutting words if need be
 */
export function rougeTokens(text: string, bytes?: number): string[] {
  const read = bytes === undefined ? text : firstBytes(text, bytes);
  return (read.match(/[A-Za-z0-9]+/g) ?? []).map((token) => porterStem(token, "rouge155"));
}

/**
 * Chinese text as ROUGE can read it: each Han character (U+4E00 to U+9FFF) becomes an id; numbers, Latin words
 * and other characters up to U+FAFF stay as they are; what remains is dropped. Joined by spaces.
 * @param idOf the id of a character
 */
export function characterText(
  text: string,
  idOf: (character: string) => string = uniqueId,
): string {
  const tokens = text.match(/[\u4e00-\ufaff]|[0-9]+|[a-zA-Z]+'*[a-z]*/gu) ?? [];
  return tokens.map((token) => (/[\u4e00-\u9fff]/u.test(token) ? idOf(token) : token)).join(" ");
}

/** Letter and digits together: no token of the text looks so, and it ends in nothing a stemmer could remove. */
function uniqueId(character: string): string {
  return `x${character.codePointAt(0)}`;
}

/** A character cut in half decodes to U+FFFD, which separates tokens just as its bytes do. */
function firstBytes(text: string, bytes: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, bytes));
}
