import { PAD } from "../dataset/vocabulary.js";
import type { Gradients } from "./shared-model.js";

/**
 * Copies the embeddings of words: `ids [n]` to `[n, e]`.
 * @param table `[vocabulary, e]`
 * @param size `e`
 */
export function embed(table: Float32Array, ids: ArrayLike<number>, size: number): Float32Array {
  const rows = new Float32Array(ids.length * size);
  for (let i = 0; i < ids.length; i++) {
    const at = ids[i]! * size;
    rows.set(table.subarray(at, at + size), i * size);
  }
  return rows;
}

/** Forgets all embedding gradients. @param size `e` */
export function clearRows({ count, words, rows, places }: Gradients, size: number): void {
  for (let i = 0; i < count[0]!; i++) places[words[i]!] = -1;
  rows.fill(0, 0, count[0]! * size);
  count[0] = 0;
}

/**
 * Adds gradients of embeddings to the rows of their words; padding has none.
 * @param size `e`
 * @param ids the words `[n]`
 * @param from the gradients `[n, e]`
 */
export function addRows(
  to: Gradients,
  size: number,
  ids: ArrayLike<number>,
  from: Float32Array,
): void {
  const { rows } = to;
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] === PAD) continue;
    const at = placeOf(to, ids[i]!) * size;
    for (let j = 0; j < size; j++) rows[at + j]! += from[i * size + j]!;
  }
}

/** The place of a word's row; a new one where the word has none yet. */
function placeOf({ count, words, places }: Gradients, word: number): number {
  const known = places[word]!;
  if (known >= 0) return known;
  const place = count[0]!++;
  words[place] = word;
  places[word] = place;
  return place;
}
