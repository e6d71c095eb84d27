import { NumberMap } from "../support/number-map.js";
import { Random } from "../support/random.js";

/** Hash functions in a signature, in bands of so many rows. */
const BANDS = 8;
const ROWS = 8;

/** Seed of the hash functions: they need to differ from each other, not from run to run. */
const SEED = 1;

/**
 * Finds texts that share most of their words and word pairs (MinHash with banding, Broder 1997): two
 * texts are near-duplicates when all eight minima of one of eight bands agree. That happens to nearly
 * all pairs that share nine tenths, to three in four that share eight, and to one in thirty that
 * share half.
 */
export class NearDuplicates {
  private readonly factors: Uint32Array;
  private readonly offsets: Uint32Array;
  /** The first text of each band, by the band's number and minima. */
  private readonly first = new NumberMap();

  constructor() {
    const random = new Random(SEED);
    const draw = () => Uint32Array.from({ length: BANDS * ROWS }, () => random.uint32());
    this.factors = draw().map((factor) => factor | 1);
    this.offsets = draw();
  }

  /**
   * Adds a text.
   * @param item the number of the text
   * @returns earlier texts that it nearly repeats, at most one for each band; an exact copy always
   */
  add(item: number, words: readonly string[]): number[] {
    const minima = this.signature(words);
    const found = new Set<number>();
    for (let band = 0; band < BANDS; band++) {
      const rows = minima.subarray(band * ROWS, (band + 1) * ROWS);
      const earlier = this.first.setIfAbsent(combine(rows, band), item);
      if (earlier !== undefined) found.add(earlier);
    }
    return [...found];
  }

  /** The smallest value of each hash function over the words and word pairs of a text. */
  private signature(words: readonly string[]): Uint32Array {
    const minima = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
    for (const shingle of shingles(words)) {
      for (let i = 0; i < minima.length; i++) {
        const hash = mix((Math.imul(shingle, this.factors[i]!) + this.offsets[i]!) | 0);
        if (hash < minima[i]!) minima[i] = hash;
      }
    }
    return minima;
  }
}

/** Hashes of the words and of the pairs of neighbours. */
function shingles(words: readonly string[]): Set<number> {
  const hashes = words.map(hashOf);
  const pairs = hashes.slice(1).map((hash, i) => (Math.imul(hashes[i]!, 31) + hash) | 0);
  return new Set([...hashes, ...pairs]);
}

/** FNV-1a over the UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}

/** Spreads the bits of a number over all of it. */
function mix(value: number): number {
  const x = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  return (x ^ (x >>> 15)) >>> 0;
}

/** A band as one number of 53 bits: two different bands share it as good as never. */
function combine(rows: Uint32Array, band: number): number {
  let high = band + 1;
  let low = 0x9747b28c;
  for (const row of rows) {
    high = Math.imul(high ^ row, 0x5bd1e995);
    low = mix(low ^ row);
  }
  return (mix(high) >>> 11) * 0x1_0000_0000 + low;
}
