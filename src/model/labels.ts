/**
 * What a word of a post is to the hashtags in it (Zhang et al. 2018): none of their words, a hashtag
 * by itself, or the first, a middle or the last word of one.
 */
export const LABELS = ["not", "single", "begin", "middle", "end"] as const;

/** Numbers of the labels, their places in `LABELS`. */
export const [NOT, SINGLE, BEGIN, MIDDLE, END] = [0, 1, 2, 3, 4];

/**
 * Labels of the words of a post: wherever all words of a hashtag stand one behind the other, they are
 * marked. Where hashtags overlap, the longer one has the words, and of two that are as long the first.
 * @returns a label per word `[Tp]`
 */
export function labelWords(
  post: readonly string[],
  hashtags: readonly (readonly string[])[],
): Int32Array {
  const labels = new Int32Array(post.length).fill(NOT);
  for (const hashtag of [...hashtags].sort((a, b) => b.length - a.length)) {
    for (let at = 0; at + hashtag.length <= post.length; at++) {
      const isHere = hashtag.every((word, i) => post[at + i] === word && labels[at + i] === NOT);
      if (isHere) labels.set(labelsOfSpan(hashtag.length), at);
    }
  }
  return labels;
}

/** The labels of a hashtag's words. */
export function labelsOfSpan(length: number): number[] {
  if (length === 1) return [SINGLE];
  return [BEGIN, ...new Array<number>(length - 2).fill(MIDDLE), END];
}
