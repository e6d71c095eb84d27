import type { Bag, Postings } from "./postings.js";

/** What it is worth that a document has a term so many times. */
export type Weighting = (count: number, term: number, document: number) => number;

/** Fewest documents that are worth sorting into the index. */
const FEWEST = 256;
/** Documents are sorted in once they are this share of those that are. */
const SHARE = 0.25;

/**
 * An inverted index: for every term the documents that have it. Documents can be added at any time; the
 * latest wait outside, and are compared one by one, until enough of them are there to be sorted in.
 */
export class InvertedIndex {
  private postings: Postings = {
    starts: new Int32Array(1),
    documents: new Int32Array(),
    counts: new Uint16Array(),
  };
  /** The weight of every posting. */
  private weights = new Float32Array();
  private indexed = 0;
  private readonly recent: Bag[] = [];
  private readonly frequencies: number[] = [];

  constructor(private readonly weigh: Weighting) {}

  /** Restores what `toPostings` gave. @param documents how many there are */
  static from(postings: Postings, documents: number, weigh: Weighting): InvertedIndex {
    const index = new InvertedIndex(weigh);
    const { starts } = (index.postings = postings);
    for (let term = 0; term + 1 < starts.length; term++) {
      index.frequencies.push(starts[term + 1] - starts[term]);
    }
    index.indexed = documents;
    index.weighAll();
    return index;
  }

  /** How many documents there are. */
  get size(): number {
    return this.indexed + this.recent.length;
  }

  /** How many terms there are. */
  get terms(): number {
    return this.frequencies.length;
  }

  /** How many documents have a term. */
  frequency(term: number): number {
    return this.frequencies[term] ?? 0;
  }

  /** Adds a document. @returns its number: they are counted from 0 */
  add(bag: Bag): number {
    for (const term of bag.terms) {
      while (this.frequencies.length <= term) this.frequencies.push(0);
      this.frequencies[term]++;
    }
    this.recent.push(bag);
    if (this.recent.length > FEWEST + SHARE * this.indexed) this.sortIn();
    return this.size - 1;
  }

  /**
   * For every document the sum, over the terms of a query, of the query's weight by that of the document.
   * @param weights of the terms; what has weight 0 costs nothing
   * @returns `[documents]`
   */
  products(terms: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
    const sums = new Float64Array(this.size);
    const { starts, documents } = this.postings;
    for (let i = 0; i < terms.length; i++) {
      const [term, weight] = [terms[i], weights[i]];
      if (weight === 0 || term + 1 >= starts.length) continue;
      const end = starts[term + 1];
      for (let at = starts[term]; at < end; at++) sums[documents[at]] += weight * this.weights[at];
    }
    if (this.recent.length > 0) this.addRecent(terms, weights, sums);
    return sums;
  }

  /** Which documents have which terms. */
  toPostings(): Postings {
    this.sortIn();
    return this.postings;
  }

  private addRecent(
    terms: ArrayLike<number>,
    weights: ArrayLike<number>,
    sums: Float64Array,
  ): void {
    const query = new Float64Array(this.terms);
    for (let i = 0; i < terms.length; i++) query[terms[i]] = weights[i];
    for (const [i, bag] of this.recent.entries()) {
      const document = this.indexed + i;
      bag.terms.forEach((term, j) => {
        if (query[term] !== 0) {
          sums[document] += query[term] * Math.fround(this.weigh(bag.counts[j], term, document));
        }
      });
    }
  }

  /** Moves the latest documents into the postings. Documents stay in order: new ones come last. */
  private sortIn(): void {
    const { starts: oldStarts, documents: oldDocuments, counts: oldCounts } = this.postings;
    const starts = new Int32Array(this.terms + 1);
    for (let term = 0; term < this.terms; term++) {
      starts[term + 1] = starts[term] + this.frequencies[term];
    }
    const documents = new Int32Array(starts[this.terms]);
    const counts = new Uint16Array(documents.length);
    const next = starts.slice(0, -1);
    for (let term = 0; term + 1 < oldStarts.length; term++) {
      const [from, to] = [oldStarts[term], oldStarts[term + 1]];
      documents.set(oldDocuments.subarray(from, to), next[term]);
      counts.set(oldCounts.subarray(from, to), next[term]);
      next[term] += to - from;
    }
    for (const [i, bag] of this.recent.entries()) {
      bag.terms.forEach((term, j) => {
        documents[next[term]] = this.indexed + i;
        counts[next[term]++] = bag.counts[j];
      });
    }
    this.postings = { starts, documents, counts };
    this.indexed += this.recent.length;
    this.recent.length = 0;
    this.weighAll();
  }

  private weighAll(): void {
    const { starts, documents, counts } = this.postings;
    this.weights = new Float32Array(documents.length);
    for (let term = 0; term + 1 < starts.length; term++) {
      for (let at = starts[term]; at < starts[term + 1]; at++) {
        this.weights[at] = this.weigh(counts[at], term, documents[at]);
      }
    }
  }
}
