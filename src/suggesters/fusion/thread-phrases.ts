import type { Thread } from "../suggester.js";
import { isNameable } from "../terms/content-words.js";

/** Most words of a phrase. */
const LONGEST = 5;
/** Shorter phrases name nothing. */
const FEWEST_LETTERS = 2;
/** A phrase of the conversation alone must come again to be of the thread. */
const FEWEST_BELOW = 2;

/** A phrase of a thread that may be a hashtag. */
export interface ThreadPhrase {
  readonly words: readonly string[];
  /** How often post and conversation have it. */
  readonly post: number;
  readonly conversation: number;
  /** Words before it where it first stands, those of the post first. */
  readonly start: number;
  /** The share of its occurrences that are not all within one longer phrase. */
  readonly freedom: number;
}

interface Found {
  readonly words: readonly string[];
  readonly start: number;
  count: number;
}

/**
 * The phrases of a thread, up to five words in a row, that could be hashtags.
 * @param isCommon whether no hashtag begins or ends with a word
 */
export function threadPhrases(
  { post, conversation }: Thread,
  isCommon: (word: string) => boolean,
): ThreadPhrase[] {
  const common = new Map(
    [...new Set([...post, ...conversation])].map((word) => [
      word,
      isCommon(word) || !isNameable(word),
    ]),
  );
  const isEdge = (word: string) => common.get(word) === false;
  const [above, below] = [find(post, isEdge), find(conversation, isEdge)];
  const total = (key: string) => (above.get(key)?.count ?? 0) + (below.get(key)?.count ?? 0);
  const withins = longest([...above, ...below], total);
  const keys = [
    ...above.keys(),
    ...[...below]
      .filter(([key, { count }]) => !above.has(key) && count >= FEWEST_BELOW)
      .map(([key]) => key),
  ];
  return keys.map((key) => {
    const [first, other] = [above.get(key), below.get(key)];
    const { words } = (first ?? other) as Found;
    return {
      words,
      post: first?.count ?? 0,
      conversation: other?.count ?? 0,
      start: first?.start ?? post.length + (other as Found).start,
      freedom: 1 - (withins.get(key) ?? 0) / total(key),
    };
  });
}

/** For each phrase how often the longer phrase occurs that it is part of most often. */
function longest(
  phrases: Iterable<[string, Found]>,
  total: (key: string) => number,
): Map<string, number> {
  const most = new Map<string, number>();
  for (const [key, { words }] of phrases) {
    for (const part of [words.slice(1), words.slice(0, -1)]) {
      const within = part.join(" ");
      most.set(within, Math.max(most.get(within) ?? 0, total(key)));
    }
  }
  return most;
}

/** @param isEdge whether a phrase may begin or end with a word */
function find(text: readonly string[], isEdge: (word: string) => boolean): Map<string, Found> {
  const found = new Map<string, Found>();
  for (let start = 0; start < text.length; start++) {
    if (!isEdge(text[start])) continue;
    for (let end = start + 1; end <= Math.min(start + LONGEST, text.length); end++) {
      if (!isNameable(text[end - 1])) break;
      const words = text.slice(start, end);
      if (!isEdge(text[end - 1]) || words.join("").length < FEWEST_LETTERS) continue;
      const key = words.join(" ");
      const known = found.get(key);
      if (known) known.count++;
      else found.set(key, { words, start, count: 1 });
    }
  }
  return found;
}
