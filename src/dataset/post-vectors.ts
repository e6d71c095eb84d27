/** TF-IDF of the words of a text, a vector of length 1 over the words of all texts: those that it has. */
export interface PostVector {
  readonly words: Uint32Array;
  readonly weights: Float64Array;
}

/**
 * The TF-IDF vectors of texts: how often a word occurs in a text times `ln((1 + n) / (1 + df))`, where df
 * of n texts have it. A text whose words all texts have is a vector of zeros.
 * @returns a vector for each text, and how many different words there are
 */
export function postVectors(texts: readonly (readonly string[])[]): {
  vectors: PostVector[];
  size: number;
} {
  const ids = new Map<string, number>();
  const frequencies: number[] = [];
  const counted = texts.map((text) => {
    const counts = new Map<number, number>();
    for (const word of text) {
      const id = ids.get(word) ?? ids.size;
      ids.set(word, id);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    for (const id of counts.keys()) frequencies[id] = (frequencies[id] ?? 0) + 1;
    return counts;
  });
  const vectors = counted.map((counts) => {
    const weights = Float64Array.from(
      counts,
      ([id, count]) => count * Math.log((1 + texts.length) / (1 + frequencies[id])),
    );
    const length = Math.hypot(...weights) || 1;
    return { words: Uint32Array.from(counts.keys()), weights: weights.map((w) => w / length) };
  });
  return { vectors, size: ids.size };
}
