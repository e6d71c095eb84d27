/** What an average text scores; then only the texts that a hashtag's own resemble need to be told apart. */
export const INTERCEPT = -1;

/** The cost of an error against that of a steep classifier, `C`. */
const COST = 1;
/** How far from its margin a text may end. */
const TOLERANCE = 0.1;
const DIAGONAL = 1 / (2 * COST);

/** The texts that decide about a hashtag, with their weights: above 0 for its own, below 0 for others. */
export interface Support {
  readonly texts: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Learns linear classifiers with the squared hinge loss, one hashtag against all others, in the dual: a
 * classifier is a weighted sum of texts, and all that is ever asked about them is how alike two of them are.
 * Each step mends the text that is furthest from where it should be (coordinate descent, as of Hsieh et al.
 * 2008, with the steepest coordinate first). Most texts score below the margin from the start, so a rare
 * hashtag takes a few dozen steps however many texts there are.
 */
export class HingeSolver {
  /** The score of each text so far. */
  private readonly scores: Float64Array;
  /** The dual variable of each text, 0 or above. */
  private readonly alphas: Float64Array;
  /** 1 for texts that have the hashtag, else -1. */
  private readonly labels: Int8Array;

  /** @param row how alike a text is to each of all texts `[texts]` */
  constructor(
    texts: number,
    private readonly row: (text: number) => Float32Array,
  ) {
    this.scores = new Float64Array(texts);
    this.alphas = new Float64Array(texts);
    this.labels = new Int8Array(texts);
  }

  /** Learns the classifier of a hashtag. @param own the texts that have it */
  solve(own: Iterable<number>): Support {
    this.scores.fill(INTERCEPT);
    this.alphas.fill(0);
    this.labels.fill(-1);
    for (const text of own) this.labels[text] = 1;
    const touched = new Set<number>();
    for (let text = this.worst(); text >= 0; text = this.mend(text)) touched.add(text);
    const texts = Int32Array.from([...touched].filter((text) => this.alphas[text] > 0)).sort();
    const weights = Float32Array.from(texts, (text) => this.alphas[text] * this.labels[text]);
    return { texts, weights };
  }

  /** Puts one text where it should be, given the others. @returns the one that is now furthest off, or -1 */
  private mend(text: number): number {
    const { alphas, labels } = this;
    const row = this.row(text);
    const gradient = this.gradient(text);
    const alpha = Math.max(0, alphas[text] - gradient / (row[text] + DIAGONAL));
    const change = (alpha - alphas[text]) * labels[text];
    alphas[text] = alpha;
    return this.worst(row, change);
  }

  /** The text that is furthest off, -1 where none is by more than the tolerance; scores move first. */
  private worst(row?: Float32Array, change = 0): number {
    const { scores, alphas } = this;
    let worst = -1;
    let most = TOLERANCE;
    for (let text = 0; text < scores.length; text++) {
      if (row) scores[text] += change * row[text];
      const gradient = this.gradient(text);
      const off = alphas[text] > 0 ? Math.abs(gradient) : -gradient;
      if (off > most) [worst, most] = [text, off];
    }
    return worst;
  }

  /** The derivative of the dual in the variable of a text. */
  private gradient(text: number): number {
    return this.labels[text] * this.scores[text] - 1 + this.alphas[text] * DIAGONAL;
  }
}
