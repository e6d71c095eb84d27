/** Placeholders of the data (paper section 3), in the order in which they are looked for. */
const PLACEHOLDERS: readonly [RegExp, string][] = [
  [/https?:\/\/\S+|www\.\S+/giu, " URL "],
  [/[@＠][\p{L}\p{N}_]+/gu, " MENTION "],
  [/\d+(?:[.,:]\d+)*/gu, " DIGIT "],
];

/** Words do not reach over white space, and rarely over so many characters without any. */
const PIECE = /\S{1,1000}/gu;

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * Splits a text into words as the datasets have them: lower case, links, mentions and numbers as
 * `URL`, `MENTION` and `DIGIT`, Chinese cut by the runtime's own dictionary.
 */
export function splitWords(text: string): string[] {
  let marked = text.normalize("NFKC").replace(/[^\s]+/gu, lowerCase);
  for (const [pattern, placeholder] of PLACEHOLDERS) marked = marked.replace(pattern, placeholder);
  // Piece by piece: Node copies the whole text into every segment that it returns.
  return (marked.match(PIECE) ?? []).flatMap((piece) =>
    [...segmenter.segment(piece)].map(({ segment }) => segment),
  );
}

/** Text that is already normalised keeps its placeholders. */
function lowerCase(word: string): string {
  return PLACEHOLDERS.some(([, placeholder]) => placeholder.trim() === word)
    ? word
    : word.toLowerCase();
}
