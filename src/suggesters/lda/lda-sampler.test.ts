import { describe, expect, it } from "vitest";
import { Random } from "../../support/random.js";
import { LdaSampler } from "./lda-sampler.js";

const WORDS = 3;
const TOPICS = 2;
const PRIORS = { alpha: 0.4, beta: 0.2 };
/** Few enough words that the topics of all of them can be listed. */
const POSTS = [[0, 1, 0], [1, 2], [2]].map((post) => Uint32Array.from(post));

/** prior (prior + 1) ... (prior + count - 1). */
function rising(prior: number, count: number): number {
  let product = 1;
  for (let i = 0; i < count; i++) product *= prior + i;
  return product;
}

/** The joint probability of words and their topics, up to a factor (Griffiths and Steyvers, equations 2 and 3). */
function joint(topics: readonly number[]): { state: string; weight: number } {
  const wordTopics = new Array(WORDS * TOPICS).fill(0);
  const sizes = new Array(TOPICS).fill(0);
  let [at, weight] = [0, 1];
  for (const post of POSTS) {
    const inPost = new Array(TOPICS).fill(0);
    for (const word of post) {
      const topic = topics[at++];
      wordTopics[word * TOPICS + topic]++;
      sizes[topic]++;
      inPost[topic]++;
    }
    for (const count of inPost) weight *= rising(PRIORS.alpha, count);
  }
  for (const count of wordTopics) weight *= rising(PRIORS.beta, count);
  for (const size of sizes) weight /= rising(WORDS * PRIORS.beta, size);
  return { state: wordTopics.join(), weight };
}

describe("LdaSampler", () => {
  it("visits each state as often as its posterior probability says", () => {
    const words = POSTS.reduce((sum, { length }) => sum + length, 0);
    const exact = new Map<string, number>();
    for (let code = 0; code < TOPICS ** words; code++) {
      const { state, weight } = joint(Array.from({ length: words }, (_, i) => (code >> i) & 1));
      exact.set(state, (exact.get(state) ?? 0) + weight);
    }
    const total = [...exact.values()].reduce((sum, weight) => sum + weight);

    const sampler = new LdaSampler(POSTS, WORDS, TOPICS, PRIORS, new Random(1));
    const visits = new Map<string, number>();
    const sweeps = 200_000;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      sampler.sweep();
      const state = sampler.wordTopics.join();
      visits.set(state, (visits.get(state) ?? 0) + 1);
    }
    expect([...visits.keys()].every((state) => exact.has(state))).toBe(true);
    for (const [state, weight] of exact) {
      expect((visits.get(state) ?? 0) / sweeps).toBeCloseTo(weight / total, 2);
    }
    expect(Math.max(...exact.values()) / total).toBeGreaterThan(0.05);
  });
});
