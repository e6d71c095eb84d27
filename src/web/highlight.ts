import type { WordEvidence } from "../tagger/suggestion.js";

/** A piece of a text, which is a word that speaks for a hashtag or what stands between such words. */
export interface Segment {
  readonly text: string;
  /** How much the word counts, in (0, 1]; undefined for what stands between. */
  readonly weight?: number;
}

/**
 * Cuts a text at the words that speak for a hashtag.
 * @param words of this text, in any order; of words that overlap the one that begins first is taken, and
 *   what lies outside the text is left out
 * @returns the pieces in their order; they add up to the text
 */
export function segmentsOf(text: string, words: readonly WordEvidence[]): Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  for (const { start, end, weight } of [...words].sort((a, b) => a.start - b.start)) {
    if (start < done || end <= start || end > text.length) continue;
    if (start > done) segments.push({ text: text.slice(done, start) });
    segments.push({ text: text.slice(start, end), weight });
    done = end;
  }
  if (done < text.length) segments.push({ text: text.slice(done) });
  return segments;
}

/**
 * How strongly a word is marked.
 * @param weight of the word
 * @param largest weight of all words
 * @returns 1 (faint) to 4 (strong)
 */
export function strengthOf(weight: number, largest: number): number {
  return Math.min(4, Math.max(1, Math.ceil((4 * weight) / largest)));
}
