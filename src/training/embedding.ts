import { PAD } from "../dataset/vocabulary.js";

/** Copies the embeddings of words: `ids [n]` to `[n, e]`. */
export function embed(table: Float32Array, ids: ArrayLike<number>, size: number): Float32Array {
  const rows = new Float32Array(ids.length * size);
  for (let i = 0; i < ids.length; i++) {
    const at = (ids[i] as number) * size;
    rows.set(table.subarray(at, at + size), i * size);
  }
  return rows;
}

/** Gradients of the few embedding rows that a batch touches, summed over all uses of a word. */
export class SparseRows {
  /** The touched words, in order of first use. */
  readonly ids: number[] = [];
  /** Their gradients, row by row `[ids.length, size]`. */
  rows: Float32Array;
  private readonly places: Int32Array;

  constructor(
    vocabulary: number,
    readonly size: number,
  ) {
    this.places = new Int32Array(vocabulary).fill(-1);
    this.rows = new Float32Array(1024 * size);
  }

  /** Forgets all rows. */
  clear(): void {
    for (const id of this.ids) this.places[id] = -1;
    this.rows.fill(0, 0, this.ids.length * this.size);
    this.ids.length = 0;
  }

  /** Adds gradients `[n, size]` of the embeddings of `ids [n]`; padding has none. */
  add(ids: ArrayLike<number>, gradients: Float32Array): void {
    const { size } = this;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      if (id === PAD) continue;
      const to = this.placeOf(id) * size;
      const { rows } = this;
      for (let j = 0, from = i * size; j < size; j++, from++) rows[to + j]! += gradients[from]!;
    }
  }

  private placeOf(id: number): number {
    const known = this.places[id] as number;
    if (known >= 0) return known;
    const place = this.ids.push(id) - 1;
    this.places[id] = place;
    if ((place + 1) * this.size > this.rows.length) {
      const larger = new Float32Array(this.rows.length * 2);
      larger.set(this.rows);
      this.rows = larger;
    }
    return place;
  }
}
