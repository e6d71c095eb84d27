/** Cuts a run of Chinese text, without white space, into words; joined, they are the text again. */
export type ChineseCutter = (text: string) => string[];

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** Longest text that is cut at once: Node copies the whole text into every segment it returns. */
const LONGEST = 1000;

/**
 * Cuts text of a script without spaces by the runtime's own dictionary: Chinese, Japanese, Thai,
 * Lao, Khmer, Burmese.
 */
export const intlCutter: ChineseCutter = (text) => inPieces(text).flatMap(segments);

function segments(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function inPieces(text: string): string[] {
  return text.length <= LONGEST ? [text] : (text.match(/.{1,1000}/gsu) ?? []);
}
