import type { WordCounts } from "./word-counts.js";
import type { WordList } from "./word-list.js";

/**
 * Chosen on the development half of `hashtags-labelled.tsv`. A cost is a negative natural logarithm
 * of a probability.
 */
const WEIGHTS = {
  /** Size in words of a corpus that counts as much as the list. */
  listWords: 300_000,
  /** Taken off each count: what occurs once is often a typing error. */
  discount: 0.5,
  /** Cost of a word that neither knows, and of each of its letters on top. */
  unknown: 10,
  unknownLetter: 2.4,
  /** Cost of a number. */
  number: 8,
  /** What "a" and "i" cost on top, other single letters (what is left of "it's"), and two letters. */
  article: 3,
  letter: 6,
  twoLetters: 2,
  /** Weight of pairs, and how many occurrences of the first word make them half as trusted. */
  pair: 0.5,
  pairTrust: 3,
};

/** Numbers, ordinals and decades. */
const NUMBER = /^(?=.*\p{N})\P{L}+(?:st|nd|rd|th|s)?$/u;

/** English words of one letter. */
const ARTICLES = new Set(["a", "i"]);

/** How likely words are, alone and behind one another: counts of a corpus mixed with a word list. */
export class WordModel {
  private readonly corpusShare: number;

  constructor(
    private readonly counts: WordCounts,
    private readonly list: WordList,
  ) {
    const listWords = list.total > 0 ? WEIGHTS.listWords : 0;
    this.corpusShare = counts.total > 0 ? counts.total / (counts.total + listWords) : 0;
  }

  /** The probability of a lower-case word; those of all words need not add up to 1. */
  probability(word: string): number {
    if (NUMBER.test(word)) return Math.exp(-WEIGHTS.number);
    const length = [...word].length;
    const known = this.knownProbability(word) * brevityFactor(word, length);
    // Letters and digits make one word only where the corpus writes them so ("4k").
    if (/\p{N}/u.test(word)) return known;
    // In a large corpus a rare word must not become less likely than one that does not occur.
    return Math.max(known, Math.exp(-WEIGHTS.unknown - WEIGHTS.unknownLetter * length));
  }

  /** Whether the corpus holds a word: only such words occur in pairs. */
  isInCorpus(word: string): boolean {
    return this.counts.count(word) > 0;
  }

  /** What seeing the pair in the corpus adds to the probability of `word` behind `previous`. */
  pairBonus(previous: string, word: string): number {
    if (!this.isInCorpus(previous) || !this.isInCorpus(word)) return 0;
    const occurrences = this.counts.count(previous) + WEIGHTS.pairTrust;
    const share = this.counts.countPair(previous, word) / occurrences;
    return WEIGHTS.pair * share * brevityFactor(word, [...word].length);
  }

  private knownProbability(word: string): number {
    const share = (count: number, total: number): number =>
      count === 0 ? 0 : (count - WEIGHTS.discount) / total;
    return (
      this.corpusShare * share(this.counts.count(word), this.counts.total) +
      (1 - this.corpusShare) * share(this.list.count(word), this.list.total)
    );
  }
}

/** Short words are found in any text by chance. */
function brevityFactor(word: string, length: number): number {
  if (length > 2) return 1;
  if (length === 2) return Math.exp(-WEIGHTS.twoLetters);
  return Math.exp(ARTICLES.has(word) ? -WEIGHTS.article : -WEIGHTS.letter);
}
