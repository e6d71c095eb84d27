import { InvertedIndex } from "./inverted-index.js";
import { type Bag, bagsOf, decodePostings, encodePostings, type Postings } from "./postings.js";
import { wordHash } from "./term-hashes.js";
import { TermTable } from "./term-table.js";
import { textFeatures } from "./text-features.js";

/** Terms that a larger share of the texts has are not compared: they say little and take most of the time ... */
const LARGEST_SHARE = 0.3;
/** ... except where there are few texts. */
const FEW = 10;

/**
 * How alike a text is to each of those that it was made from: the product of their TF-IDF vectors (sublinear,
 * of length 1), less the mean of these texts. Without that, all would be alike in what every text has.
 */
export class TextKernel {
  private readonly rarities: Float64Array;
  /** What makes the vectors of the texts have length 1 `[texts]`. */
  private readonly scales: Float64Array;
  private readonly index: InvertedIndex;
  /** Product of each text with the mean `[texts]`, less that of the mean with itself. */
  private readonly offsets: Float64Array;
  /** The square of the length of the mean. */
  private meanSquare = 0;

  private constructor(
    private readonly terms: TermTable,
    private readonly postings: Postings,
    readonly size: number,
  ) {
    this.rarities = raritiesOf(postings, size);
    this.scales = this.scalesOf(postings);
    this.index = InvertedIndex.from(
      postings,
      size,
      (count, term, text) => sublinear(count) * this.rarities[term] * this.scales[text],
    );
    this.offsets = this.centre(postings);
  }

  /** @param texts as words */
  static of(texts: readonly (readonly string[])[]): TextKernel {
    const terms = new TermTable();
    const index = new InvertedIndex(() => 1);
    for (const words of texts) index.add(terms.learn(textFeatures(words)));
    return new TextKernel(terms, index.toPostings(), texts.length);
  }

  /** Restores what `toBytes` gave. @param size how many texts there were */
  static from(terms: Uint8Array, postings: Uint8Array, size: number): TextKernel {
    return new TextKernel(TermTable.fromBytes(terms), decodePostings(postings), size);
  }

  /** The kernel of these texts and more; the more come last. Rarities are counted anew. @param texts as words */
  with(texts: readonly (readonly string[])[]): TextKernel {
    const index = InvertedIndex.from(this.postings, this.size, () => 1);
    for (const words of texts) index.add(this.terms.learn(textFeatures(words)));
    return new TextKernel(this.terms, index.toPostings(), index.size);
  }

  /** How alike a text, as words, is to each of the others `[texts]`. */
  similarities(words: readonly string[]): Float64Array {
    return this.similaritiesOf(this.terms.read(textFeatures(words)));
  }

  /** For each known term of a text that is worth comparing, the texts that have it. @param words the text */
  textsByTerm(words: readonly string[]): Int32Array[] {
    const { starts, documents } = this.postings;
    const { terms } = this.terms.read(textFeatures(words));
    return [...terms]
      .filter((term) => this.rarities[term] > 0)
      .map((term) => documents.subarray(starts[term], starts[term + 1]));
  }

  /** In how many of the texts a word stands. */
  frequencyOf(word: string): number {
    const [term] = this.terms.read([wordHash(word)]).terms;
    return term === undefined ? 0 : this.postings.starts[term + 1] - this.postings.starts[term];
  }

  /** Gives how alike one of the texts, by its number, is to each of them `[texts]`. */
  rows(): (text: number) => Float64Array {
    const bags = bagsOf(this.postings, this.size);
    return (text) => this.similaritiesOf(bags[text]);
  }

  /**
   * The length of the sum of the vectors of each group of texts.
   * @param groups the texts of each group
   * @returns `[groups]`; of texts that are alike it is near their number, of others near its square root
   */
  sumLengths(groups: readonly (readonly number[])[]): Float64Array {
    const bags = bagsOf(this.postings, this.size);
    return Float64Array.from(groups, (texts) => {
      const sum = new Map<number, number>();
      let shift = 0;
      for (const text of texts) {
        const { terms, counts } = bags[text];
        terms.forEach((term, i) => {
          const weight = sublinear(counts[i]) * this.rarities[term] * this.scales[text];
          sum.set(term, (sum.get(term) ?? 0) + weight);
        });
        shift += 2 * this.offsets[text] + this.meanSquare;
      }
      const square = [...sum.values()].reduce((total, weight) => total + weight ** 2, 0);
      // Each vector is less by the mean: of the square of their sum that takes this away.
      return Math.sqrt(Math.max(0, square - texts.length * shift));
    });
  }

  /** The terms and the postings, as bytes. */
  toBytes(): { terms: Uint8Array; postings: Uint8Array } {
    return { terms: this.terms.toBytes(), postings: encodePostings(this.index.toPostings()) };
  }

  private similaritiesOf({ terms, counts }: Bag): Float64Array {
    const weights = Float64Array.from(
      terms,
      (term, i) => sublinear(counts[i]) * this.rarities[term],
    );
    const scale = inverseLength(weights.reduce((sum, weight) => sum + weight ** 2, 0));
    const products = this.index.products(terms, weights);
    const mean = (scale * products.reduce((sum, product) => sum + product, 0)) / this.size;
    return products.map((product, text) => scale * product - mean - this.offsets[text]);
  }

  private scalesOf({ starts, documents, counts }: Postings): Float64Array {
    const squares = new Float64Array(this.size);
    for (let term = 0; term + 1 < starts.length; term++) {
      for (let at = starts[term]; at < starts[term + 1]; at++) {
        squares[documents[at]] += (sublinear(counts[at]) * this.rarities[term]) ** 2;
      }
    }
    return squares.map(inverseLength);
  }

  private centre({ starts, documents, counts }: Postings): Float64Array {
    const mean = new Float64Array(starts.length - 1);
    for (let term = 0; term < mean.length; term++) {
      for (let at = starts[term]; at < starts[term + 1]; at++) {
        mean[term] +=
          (sublinear(counts[at]) * this.rarities[term] * this.scales[documents[at]]) / this.size;
      }
    }
    const products = this.index.products(
      mean.map((_, term) => term),
      mean,
    );
    this.meanSquare = products.reduce((sum, product) => sum + product, 0) / this.size;
    return products.map((product) => product - this.meanSquare);
  }
}

/** Inverse document frequencies, smoothed as if one more text had every term; 0 for terms that are not compared. */
function raritiesOf({ starts }: Postings, size: number): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, term) => {
    const frequency = starts[term + 1] - starts[term];
    if (frequency > Math.max(FEW, LARGEST_SHARE * size)) return 0;
    return Math.log((1 + size) / (1 + frequency)) + 1;
  });
}

/** The tenth occurrence of a term tells less than the first. */
function sublinear(count: number): number {
  return 1 + Math.log(count);
}

function inverseLength(square: number): number {
  return square === 0 ? 0 : 1 / Math.sqrt(square);
}
