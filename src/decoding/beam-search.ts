import { MAX_HASHTAG_WORDS } from "../dataset/encode.js";
import type { Continuations, Hypotheses, StepModel } from "./step-model.js";

/** A hashtag that ends, as word numbers of the step model. */
export interface Candidate {
  readonly words: readonly number[];
  /** Natural logarithm of the probability of these words and the end (Eq 7). */
  readonly score: number;
}

/** How far a beam search goes. */
export interface BeamOptions {
  /** Hypotheses kept per post and step. */
  readonly beam: number;
  /** Longest hashtag, in words. */
  readonly maxWords: number;
  /** Hashtags wanted per post. */
  readonly count: number;
  /** Tells hashtags apart: of two with one key the better is kept. */
  readonly keyOf: (words: readonly number[], post: number) => string;
}

/** The paper's settings (section 3), and the five hashtags its tables look at. */
export const BEAM_DEFAULTS = { beam: 20, maxWords: MAX_HASHTAG_WORDS, count: 5 } as const;

/** A hypothesis under way: its words, last first, as a linked list that hypotheses share. */
interface Path {
  readonly word: number;
  readonly before: Path | undefined;
}

/** A hypothesis that is kept for the next step. */
interface Kept {
  readonly path: Path;
  readonly score: number;
  /** Its place among the post's hypotheses in the step before. */
  readonly parent: number;
}

/** Scores below this belong to hypotheses that only fill up the rows of a post. */
const IMPOSSIBLE = -1e29;
const FILLER = -1e30;

/**
 * Beam search over many posts at once (paper section 2, inference). Every step keeps the `beam` best
 * unfinished hypotheses of each post and collects those that end. Scores only fall as words are
 * added, so a hypothesis is dropped as soon as it can no longer enter the post's best `count`; the
 * result is that of a search to the last step, for less work.
 * @param posts number of posts `P` the model was started with
 * @returns for every post its best hashtags, best first; never an empty one
 */
export async function beamSearch(
  model: StepModel,
  posts: number,
  options: BeamOptions,
): Promise<Candidate[][]> {
  const searches = Array.from({ length: posts }, (_, post) => new PostSearch(post, options));
  let active = searches;
  let hypotheses = firstHypotheses(posts);
  for (let step = 0; active.length > 0 && step <= options.maxWords; step++) {
    const last = step === options.maxWords;
    const found = await model.step(hypotheses, last ? 1 : options.beam);
    active.forEach((search, p) => {
      search.advance(found, p, hypotheses.perPost, last);
    });
    const places = [...active.keys()].filter((p) => active[p]!.kept.length > 0);
    hypotheses = nextHypotheses(active, places, hypotheses.perPost);
    active = places.map((p) => active[p]!);
  }
  return searches.map((search) => search.best());
}

/** The search for the hashtags of one post. */
class PostSearch {
  kept: Kept[] = [];
  private paths: (Path | undefined)[] = [undefined];
  private readonly finished = new Map<string, Candidate>();

  constructor(
    private readonly post: number,
    private readonly options: BeamOptions,
  ) {}

  /** Takes in what a step found for the post at place `p` of the batch. */
  advance(found: Continuations, p: number, perPost: number, isLast: boolean): void {
    this.paths.forEach((path, k) => {
      if (path) this.finish(path, found.ends[p * perPost + k]!);
    });
    const bound = Math.max(this.bound(), IMPOSSIBLE);
    this.kept = [];
    for (let i = p * found.best; !isLast && i < (p + 1) * found.best; i++) {
      const score = found.scores[i]!;
      if (score <= bound) break;
      const parent = found.hypotheses[i]!;
      this.kept.push({
        path: { word: found.words[i]!, before: this.paths[parent] },
        score,
        parent,
      });
    }
    this.paths = this.kept.map(({ path }) => path);
  }

  /** The best hashtags so far, best first; equal ones in the order of their words. */
  best(): Candidate[] {
    return [...this.finished.values()].sort(byScore).slice(0, this.options.count);
  }

  private finish(path: Path, score: number): void {
    if (score <= IMPOSSIBLE) return;
    const words = wordsOf(path);
    const key = this.options.keyOf(words, this.post);
    const before = this.finished.get(key);
    if (!before || score > before.score) this.finished.set(key, { words, score });
  }

  /** The score that a hypothesis must beat to enter the best `count`. */
  private bound(): number {
    return this.finished.size < this.options.count
      ? Number.NEGATIVE_INFINITY
      : (this.best().at(-1) as Candidate).score;
  }
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || compareWords(a.words, b.words);
}

function compareWords(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((word, place) => word !== b[place]);
  return i < 0 ? a.length - b.length : a[i]! - (b[i] ?? -1);
}

function wordsOf(path: Path): number[] {
  const words: number[] = [];
  for (let at: Path | undefined = path; at; at = at.before) words.unshift(at.word);
  return words;
}

function firstHypotheses(posts: number): Hypotheses {
  const places = Int32Array.from({ length: posts }, (_, p) => p);
  return {
    words: new Int32Array(posts),
    scores: new Float32Array(posts),
    parents: places,
    posts: places,
    perPost: 1,
  };
}

/** Rows for the next step: as many per post as the post with most hypotheses needs. */
function nextHypotheses(
  active: readonly PostSearch[],
  places: readonly number[],
  before: number,
): Hypotheses {
  const perPost = places.reduce((most, p) => Math.max(most, active[p]!.kept.length), 0);
  const rows = places.length * perPost;
  const words = new Int32Array(rows);
  const scores = new Float32Array(rows).fill(FILLER);
  const parents = new Int32Array(rows);
  places.forEach((p, at) => {
    parents.fill(p * before, at * perPost, (at + 1) * perPost);
    active[p]!.kept.forEach(({ path, score, parent }, k) => {
      words[at * perPost + k] = path.word;
      scores[at * perPost + k] = score;
      parents[at * perPost + k] = p * before + parent;
    });
  });
  return { words, scores, parents, posts: Int32Array.from(places), perPost };
}
