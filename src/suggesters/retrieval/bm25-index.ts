import { InvertedIndex } from "../terms/inverted-index.js";
import { decodePostings, encodePostings, type Postings } from "../terms/postings.js";
import { wordHash } from "../terms/term-hashes.js";
import { TermTable } from "../terms/term-table.js";
import { topPlaces } from "../top-places.js";

/** How fast more occurrences of a word in a document stop counting. */
const K1 = 1.2;
/** How far a long document needs more of them. */
const B = 0.75;
/** Words that a larger share of the documents has say nothing, and would take most of the time ... */
const LARGEST_SHARE = 0.3;
/** ... except where there are few documents. */
const FEW = 10;

/** A document that was found. */
export interface Found {
  /** Its number, in the order in which documents were added. */
  readonly document: number;
  /** Above 0. */
  readonly score: number;
}

/** What an index is restored from, beside its files. */
export interface Bm25Lengths {
  /** Words of each document. */
  readonly lengths: readonly number[];
  /** Mean words of the documents, when the index was made. */
  readonly meanLength: number;
}

/** Finds the documents that share most with a text by BM25 (Robertson and Walker 1994); more can be added at any time. */
export class Bm25Index {
  private readonly index: InvertedIndex;

  private constructor(
    private readonly terms: TermTable,
    private readonly lengths: number[],
    /** It stays as it is when documents are added, or all weights would change. */
    private readonly meanLength: number,
    postings?: Postings,
  ) {
    const weigh = (count: number, _: number, document: number) => this.weigh(count, document);
    this.index = postings
      ? InvertedIndex.from(postings, lengths.length, weigh)
      : new InvertedIndex(weigh);
  }

  /** Makes an index of documents. */
  static of(documents: readonly (readonly string[])[]): Bm25Index {
    const words = documents.reduce((sum, document) => sum + document.length, 0);
    const index = new Bm25Index(new TermTable(), [], words / documents.length || 1);
    for (const document of documents) index.add(document);
    return index;
  }

  /** Restores what `toBytes` and `toJSON` gave. */
  static from(terms: Uint8Array, postings: Uint8Array, { lengths, meanLength }: Bm25Lengths) {
    return new Bm25Index(
      TermTable.fromBytes(terms),
      [...lengths],
      meanLength,
      decodePostings(postings),
    );
  }

  /** How many documents there are. */
  get size(): number {
    return this.index.size;
  }

  /** Adds a document, as words. @returns its number */
  add(words: readonly string[]): number {
    this.lengths.push(words.length);
    return this.index.add(this.terms.learn(words.map(wordHash)));
  }

  /** The documents that share most with a text, best first; none that share nothing. @param count the most of them */
  search(words: readonly string[], count: number): Found[] {
    const { terms } = this.terms.read(words.map(wordHash));
    const rarities = Float64Array.from(terms, (term) => this.rarity(term));
    const scores = this.index.products(terms, rarities);
    return topPlaces(scores, count)
      .map((document) => ({ document, score: scores[document] }))
      .filter(({ score }) => score > 0);
  }

  /** The score that a document of the words of a text, and no others, would have. */
  ownScore(words: readonly string[]): number {
    const { terms, counts } = this.terms.read(words.map(wordHash));
    return terms.reduce(
      (sum, term, i) => sum + this.rarity(term) * this.weight(counts[i], words.length),
      0,
    );
  }

  /** The words and the postings, as bytes. */
  toBytes(): { terms: Uint8Array; postings: Uint8Array } {
    return { terms: this.terms.toBytes(), postings: encodePostings(this.index.toPostings()) };
  }

  /** What `from` needs beside the bytes. */
  toJSON(): Bm25Lengths {
    return { lengths: this.lengths, meanLength: this.meanLength };
  }

  private weigh(count: number, document: number): number {
    return this.weight(count, this.lengths[document]);
  }

  /** What a word that stands so often in a document of so many words is worth there. */
  private weight(count: number, words: number): number {
    return (count * (K1 + 1)) / (count + K1 * (1 - B + (B * words) / this.meanLength));
  }

  /** Inverse document frequency, above 0; 0 for words that are not compared. */
  private rarity(term: number): number {
    const { size } = this.index;
    const frequency = this.index.frequency(term);
    if (frequency > Math.max(FEW, LARGEST_SHARE * size)) return 0;
    return Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
  }
}
