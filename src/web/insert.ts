/** A text after an edit, and where its writer goes on. */
export interface EditedText {
  readonly text: string;
  /** Place of the caret, in UTF-16 code units. */
  readonly caret: number;
}

const WORD = String.raw`\p{L}\p{M}\p{N}_`;
const WORD_BEFORE = new RegExp(`[${WORD}]$`, "u");
const WORD_AFTER = new RegExp(`^[${WORD}]+`, "u");
/** A hashtag that is being written. */
const BEGUN = /(?<![^\s])[#＃][^\s#＃]*$/u;

/**
 * Puts a hashtag into a text, apart from what stands beside it. A hashtag that was begun before the caret
 * is completed, and no word is cut in two.
 * @param caret where the writer is; without it, behind the text
 * @param hashtag with its sign
 */
export function insertHashtag(
  text: string,
  caret: number | undefined,
  hashtag: string,
): EditedText {
  const [from, to] = placeFor(text, caret ?? text.length, hashtag);
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const left = before === "" || /\s$/u.test(before) ? "" : " ";
  const right = after === "" || /^\s/u.test(after) ? "" : " ";
  const head = before + left + hashtag;
  return { text: head + right + after, caret: head.length + right.length };
}

/** What the hashtag takes the place of. */
function placeFor(text: string, caret: number, hashtag: string): [from: number, to: number] {
  const before = text.slice(0, caret);
  const rest = WORD_BEFORE.test(before) ? (WORD_AFTER.exec(text.slice(caret))?.[0] ?? "") : "";
  const begun = BEGUN.exec(before)?.[0];
  if (begun !== undefined && rest === "" && startsWith(hashtag, begun)) {
    return [caret - begun.length, caret];
  }
  return [caret + rest.length, caret + rest.length];
}

function startsWith(hashtag: string, begun: string): boolean {
  return folded(hashtag).startsWith(folded(begun));
}

/** Whether a text has a hashtag as a whole, in any casing. @param hashtag with its sign */
export function hasHashtag(text: string, hashtag: string): boolean {
  const [whole, sought] = [folded(text), folded(hashtag)];
  for (let at = whole.indexOf(sought); at >= 0; at = whole.indexOf(sought, at + 1)) {
    if (!WORD_AFTER.test(whole.slice(at + sought.length))) return true;
  }
  return false;
}

function folded(text: string): string {
  return text.replaceAll("＃", "#").toLowerCase();
}
