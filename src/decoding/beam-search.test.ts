import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { type BeamOptions, beamSearch, type Candidate } from "./beam-search.js";
import type { Continuations, Hypotheses, StepModel } from "./step-model.js";

// The same draws in every run: once in a hundred runs, two scores would lie closer together than
// single precision tells apart.
fc.configureGlobal({ seed: 1 });

/** Log-probabilities of the end (0) and of every word, drawn at random for a post and its words so far. */
type Table = (post: number, words: readonly number[]) => number[];

/** @param peak how far the probabilities lie apart */
function randomTable(seed: number, words: number, peak: number): Table {
  return (post, history) => {
    const random = new Random(seed, post, ...history);
    const scores = Array.from({ length: words + 1 }, () => peak * random.normal());
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
    return scores.map((score) => score - Math.log(total));
  };
}

/** A decoder that looks its probabilities up. It remembers the words of every row, as a real one its states. */
class TableModel implements StepModel {
  private rows: number[][];
  private posts: number[];
  /** Rows worked on, fillers included. */
  work = 0;

  constructor(
    private readonly table: Table,
    posts: readonly number[],
  ) {
    this.posts = [...posts];
    this.rows = posts.map(() => []);
  }

  async step(hypotheses: Hypotheses, beam: number): Promise<Continuations> {
    const { words, scores, parents, posts, perPost } = hypotheses;
    const before = this.rows;
    this.work += words.length;
    this.posts = Array.from(posts, (place) => this.posts[place]);
    this.rows = Array.from(words, (word, row) =>
      word === 0 ? before[parents[row]] : [...before[parents[row]], word],
    );
    const next = this.rows.map((row, i) =>
      this.table(this.posts[Math.floor(i / perPost)], row).map((score) => score + scores[i]),
    );
    const best = this.posts.map((_, p) => {
      const all = next
        .slice(p * perPost, (p + 1) * perPost)
        .flatMap((row, hypothesis) =>
          row.slice(1).map((score, i) => ({ hypothesis, word: i + 1, score })),
        );
      return all.sort((a, b) => b.score - a.score).slice(0, beam);
    });
    return {
      ends: Float32Array.from(next, ([end]) => end),
      scores: Float32Array.from(best.flat(), ({ score }) => score),
      hypotheses: Int32Array.from(best.flat(), ({ hypothesis }) => hypothesis),
      words: Int32Array.from(best.flat(), ({ word }) => word),
      best: best[0].length,
    };
  }
}

/** Every hashtag of a post with its score, best first; of those with one key the best. */
function enumerate(table: Table, post: number, words: number, options: BeamOptions): Candidate[] {
  const found = new Map<string, Candidate>();
  const visit = (history: number[], score: number): void => {
    const next = table(post, history);
    const candidate = { words: history, score: score + next[0] };
    const key = options.keyOf(history, post);
    if (history.length > 0 && candidate.score > (found.get(key)?.score ?? -Infinity)) {
      found.set(key, candidate);
    }
    if (history.length === options.maxWords) return;
    for (let word = 1; word <= words; word++) visit([...history, word], score + next[word]);
  };
  visit([], 0);
  return [...found.values()].sort((a, b) => b.score - a.score).slice(0, options.count);
}

function expectSame(found: readonly Candidate[], expected: readonly Candidate[]): void {
  expect(found.map(({ words }) => words)).toEqual(expected.map(({ words }) => words));
  found.forEach(({ score }, i) => {
    expect(score).toBeCloseTo(expected[i].score, 4);
  });
}

const MANY = 1e9;
const asTheyAre = (words: readonly number[]): string => words.join(" ");
/** As in Chinese or in #toand and #to #and: other words, one hashtag. Here: as a number in base 2. */
const asSum = (words: readonly number[]): string =>
  String(words.reduce((sum, word) => sum + word, 0));

const searches = fc.record({
  seed: fc.nat(),
  words: fc.integer({ min: 1, max: 4 }),
  posts: fc.integer({ min: 1, max: 4 }),
  maxWords: fc.integer({ min: 1, max: 3 }),
  count: fc.integer({ min: 1, max: 12 }),
  beam: fc.integer({ min: 1, max: 12 }),
  peak: fc.constantFrom(0.5, 2, 6),
  keyOf: fc.constantFrom(asTheyAre, asSum),
});

type Search = typeof searches extends fc.Arbitrary<infer T> ? T : never;

function search({ seed, words, posts, peak }: Search, options: BeamOptions, first = 0) {
  const places = Array.from({ length: posts }, (_, p) => first + p);
  const model = new TableModel(randomTable(seed, words, peak), places);
  return beamSearch(model, posts, options).then((lists) => ({ lists, work: model.work }));
}

describe("beamSearch", () => {
  it("finds what exhaustive search finds, when the beam is wide enough", async () => {
    await fc.assert(
      fc.asyncProperty(searches, async (drawn) => {
        const options = { ...drawn, beam: drawn.words ** drawn.maxWords };
        const { lists } = await search(drawn, options);
        const table = randomTable(drawn.seed, drawn.words, drawn.peak);
        lists.forEach((list, post) => {
          expectSame(list, enumerate(table, post, drawn.words, options));
        });
      }),
    );
  });

  it("loses nothing by dropping hypotheses early, and saves work", async () => {
    let saved = 0;
    await fc.assert(
      fc.asyncProperty(searches, async (drawn) => {
        const early = await search(drawn, drawn);
        const late = await search(drawn, { ...drawn, count: MANY });
        expect(early.lists).toEqual(late.lists.map((list) => list.slice(0, drawn.count)));
        saved += late.work - early.work;
      }),
      // Few hypotheses live close to the bound.
      { numRuns: 600 },
    );
    expect(saved).toBeGreaterThan(0);
  });

  it("treats every post as if it were alone", async () => {
    await fc.assert(
      fc.asyncProperty(searches, async (drawn) => {
        const { lists } = await search(drawn, drawn);
        for (const [post, list] of lists.entries()) {
          const alone = await search({ ...drawn, posts: 1 }, drawn, post);
          expect(alone.lists).toEqual([list]);
        }
      }),
    );
  });

  it("returns hashtags of one to the most words, no two with one key, best first", async () => {
    await fc.assert(
      fc.asyncProperty(searches, async (drawn) => {
        for (const list of (await search(drawn, drawn)).lists) {
          expect(list.length).toBeGreaterThan(0);
          expect(list.length).toBeLessThanOrEqual(drawn.count);
          for (const { words } of list) {
            expect(words.length).toBeGreaterThan(0);
            expect(words.length).toBeLessThanOrEqual(drawn.maxWords);
            expect(words.every((word) => word >= 1 && word <= drawn.words)).toBe(true);
          }
          expect(new Set(list.map(({ words }) => drawn.keyOf(words))).size).toBe(list.length);
          const scores = list.map(({ score }) => score);
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
          const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
          expect(sum).toBeLessThan(1 + 1e-5);
        }
      }),
    );
  });

  it("ends as soon as nothing can change the list", async () => {
    const sure: Table = (_, { length }) => (length === 0 ? [-20, 0, -20] : [0, -20, -20]);
    const model = new TableModel(sure, [0]);
    const options = { beam: 2, maxWords: 10, count: 1, keyOf: asTheyAre };
    expect(await beamSearch(model, 1, options)).toEqual([[{ words: [1], score: 0 }]]);
    // The start, and the two words behind it: one of them has ended, the other cannot catch up.
    expect(model.work).toBe(3);
  });

  it("has no post to work on", async () => {
    const options = { beam: 2, maxWords: 10, count: 1, keyOf: asTheyAre };
    expect(await beamSearch(new TableModel(randomTable(1, 2, 1), []), 0, options)).toEqual([]);
  });
});
