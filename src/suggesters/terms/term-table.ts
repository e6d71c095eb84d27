import { NumberMap } from "../../support/number-map.js";
import type { Bag } from "./postings.js";

const MOST = 0xffff;

/**
 * Numbers terms from 0 in the order in which they come. A term is known by a hash of 32 bits: of half a million
 * terms about thirty pairs share one, which no figure shows, and the table takes no strings.
 */
export class TermTable {
  private readonly numbers = new NumberMap();
  private readonly hashes: number[] = [];

  /** Restores what `toBytes` gave. */
  static fromBytes(bytes: Uint8Array): TermTable {
    const table = new TermTable();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 4 <= bytes.length; at += 4) table.add(view.getUint32(at, true));
    return table;
  }

  /** How many terms there are. */
  get size(): number {
    return this.hashes.length;
  }

  /** The terms of a text, new ones included. @param hashes one for each occurrence */
  learn(hashes: readonly number[]): Bag {
    return bagOf(hashes.map((hash) => this.add(hash)));
  }

  /** The known terms of a text. @param hashes one for each occurrence */
  read(hashes: readonly number[]): Bag {
    return bagOf(hashes.flatMap((hash) => this.numbers.get(hash) ?? []));
  }

  /** The hashes, four bytes each, lowest first. */
  toBytes(): Uint8Array {
    const view = new DataView(new ArrayBuffer(4 * this.size));
    this.hashes.forEach((hash, i) => {
      view.setUint32(4 * i, hash, true);
    });
    return new Uint8Array(view.buffer);
  }

  private add(hash: number): number {
    const known = this.numbers.setIfAbsent(hash, this.size);
    return known ?? this.hashes.push(hash) - 1;
  }
}

function bagOf(numbers: readonly number[]): Bag {
  const sorted = Int32Array.from(numbers).sort();
  const counts = new Uint16Array(sorted.length);
  let size = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[size - 1]) sorted[size++] = sorted[i];
    counts[size - 1] = Math.min(MOST, counts[size - 1] + 1);
  }
  return { terms: sorted.slice(0, size), counts: counts.slice(0, size) };
}
