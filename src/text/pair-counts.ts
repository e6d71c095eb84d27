import { NumberMap } from "../support/number-map.js";
import { mostFrequent } from "./bounded-counts.js";

/** Numbers of words stay below it, so that two of them make one number below 2^52. */
const WORDS = 2 ** 26;

/**
 * Counts of pairs of words in bounded memory: the rarest are forgotten when there are too many. As
 * numbers, pairs take a fraction of the memory and the time of strings.
 */
export class PairCounts {
  private words: string[] = [];
  private numbers = new Map<string, number>();
  private counts = new NumberMap();

  /** @param capacity the most pairs that are kept, below 2^25 */
  constructor(private readonly capacity: number) {}

  /** How often a pair was added, 0 for one that never was or is forgotten. */
  get(first: string, second: string): number {
    const [a, b] = [this.numbers.get(first), this.numbers.get(second)];
    return a === undefined || b === undefined ? 0 : (this.counts.get(a * WORDS + b) ?? 0);
  }

  /** Counts a pair. */
  add(first: string, second: string, times = 1): void {
    this.increase(first, second, times);
    if (this.counts.size > this.capacity) this.prune();
  }

  /**
   * The most frequent pairs with their counts, each as two words with a space between, of equal ones
   * the first by code point.
   */
  top(limit: number): [string, number][] {
    return mostFrequent(this, limit);
  }

  /** The pairs, written so, with their counts; in no order. */
  *[Symbol.iterator](): Generator<[string, number]> {
    for (const [pair, count] of this.counts.entries()) {
      yield [wordsOf(pair, this.words).join(" "), count];
    }
  }

  private increase(first: string, second: string, times: number): void {
    const pair = this.numberOf(first) * WORDS + this.numberOf(second);
    this.counts.set(pair, (this.counts.get(pair) ?? 0) + times);
  }

  private numberOf(word: string): number {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.words.push(word) - 1;
      this.numbers.set(word, number);
    }
    return number;
  }

  /**
   * Forgets the rarest until half of the room is free. Words get new numbers, so that those that are
   * in no pair any more take no memory.
   */
  private prune(): void {
    for (let rare = 1; this.counts.size > this.capacity / 2; rare *= 2) {
      const { words, counts } = this;
      this.words = [];
      this.numbers = new Map();
      this.counts = new NumberMap();
      for (const [pair, count] of counts.entries()) {
        const [first, second] = wordsOf(pair, words);
        if (count > rare) this.increase(first, second, count);
      }
    }
  }
}

/** The words of a pair. */
function wordsOf(pair: number, words: readonly string[]): [string, string] {
  return [words[Math.floor(pair / WORDS)]!, words[pair % WORDS]!];
}
