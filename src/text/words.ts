/** Placeholders of the data (paper section 3), in the order in which they are looked for. */
const PLACEHOLDERS: readonly [RegExp, string][] = [
  [/https?:\/\/\S+|www\.\S+/giu, " URL "],
  [/[@＠][\p{L}\p{N}_]+/gu, " MENTION "],
  [/\d+(?:[.,:]\d+)*/gu, " DIGIT "],
];

/** Stretches of text that end at white space, or in a text without any at the latest here. */
const PIECE = /.{1,1000}(?=\s|$)|.{1000}/gsu;

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * Splits a text into words as the datasets have them: lower case, links, mentions and numbers as
 * `URL`, `MENTION` and `DIGIT`, Chinese cut by the runtime's own dictionary.
 */
export function splitWords(text: string): string[] {
  let marked = text.normalize("NFKC").replace(/[^\s]+/gu, lowerCase);
  for (const [pattern, placeholder] of PLACEHOLDERS) marked = marked.replace(pattern, placeholder);
  // Piece by piece: Node copies the whole text into every segment that it returns.
  return (marked.match(PIECE) ?? [])
    .flatMap((piece) => [...segmenter.segment(piece)].map(({ segment }) => segment))
    .filter((segment) => segment.trim() !== "");
}

/** Text that is already normalised keeps its placeholders. */
function lowerCase(word: string): string {
  return PLACEHOLDERS.some(([, placeholder]) => placeholder.trim() === word)
    ? word
    : word.toLowerCase();
}
