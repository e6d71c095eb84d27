/** The hypotheses of `P` posts that are to be continued, `K` per post. */
export interface Hypotheses {
  /** Numbers of the last words, as `step` returned them `[P, K]`; 0 at the start. */
  readonly words: Int32Array;
  /** Log-probabilities so far `[P, K]`. */
  readonly scores: Float32Array;
  /** For every hypothesis the one it continues, as its place `[P, K]` in the step before. */
  readonly parents: Int32Array;
  /** Places of the posts in the step before `[P]`: posts that are finished are left out. */
  readonly posts: Int32Array;
  /** K */
  readonly perPost: number;
}

/** The best ways on. */
export interface Continuations {
  /** Log-probability of each hypothesis if it ends here `[P, K]`. */
  readonly ends: Float32Array;
  /** Log-probabilities of the best continuations of each post, best first `[P, best]`. */
  readonly scores: Float32Array;
  /** Which hypothesis of the post each continues, from 0 `[P, best]`. */
  readonly hypotheses: Int32Array;
  /** By which word each goes on `[P, best]`; never 0, which is the end. */
  readonly words: Int32Array;
  /** Continuations per post. */
  readonly best: number;
}

/** A decoder that is in the middle of a batch of posts. It keeps the hidden states itself. */
export interface StepModel {
  /**
   * Continues all hypotheses by one word.
   * @param beam how many continuations to return per post; fewer where there are not as many
   */
  step(hypotheses: Hypotheses, beam: number): Promise<Continuations>;
}
