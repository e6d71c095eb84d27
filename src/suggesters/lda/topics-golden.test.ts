import { describe, expect, it } from "vitest";
import golden from "../../../test/golden/topics-and-phrases.json" with { type: "json" };
import { Random } from "../../support/random.js";
import { TfIdfModel } from "../tf-idf/tf-idf-model.js";
import { topPlaces } from "../top-places.js";
import { LdaModel } from "./lda-model.js";
import { LdaSampler } from "./lda-sampler.js";

const { words, lda } = golden;
const [training, unseen] = [golden.training, golden.unseen].map((posts) =>
  posts.map((post) => post.split(" ")),
);

const ids = training.map((post) => Uint32Array.from(post, (word) => words.indexOf(word)));
const { alpha, beta } = lda;
const TOPICS = lda.topics.length;

/** Chains of a model: about one in twenty stays where two topics are one for some hundred sweeps. */
const CHAINS = 3;

/** A model of the golden corpus with as many topics and the same priors as scikit-learn's. */
function learn(seed: number): LdaModel {
  const chains = Array.from({ length: CHAINS }, (_, chain) => {
    const sampler = new LdaSampler(ids, words.length, TOPICS, lda, new Random(seed, chain));
    for (let sweep = 0; sweep < 200; sweep++) sampler.sweep();
    return sampler.wordTopics;
  });
  const best = chains.reduce((a, b) => (likelihood(b) > likelihood(a) ? b : a));
  return new LdaModel(words, best, { alpha, beta }, seed);
}

/** log p(words | topics) of an assignment (Griffiths and Steyvers 2004, equation 2), up to a constant. */
function likelihood(wordTopics: Uint32Array): number {
  const sizes = new Array<number>(TOPICS).fill(0);
  let sum = 0;
  for (const [at, count] of wordTopics.entries()) {
    sizes[at % TOPICS] += count;
    sum += logRising(beta, count);
  }
  return sum - sizes.reduce((total, size) => total + logRising(words.length * beta, size), 0);
}

/** log of prior (prior + 1) ... (prior + count - 1). */
function logRising(prior: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.log(prior + i);
  return sum;
}

/** p(word | topic) of each topic. */
function topicsOf({ topics, probabilities }: LdaModel): number[][] {
  return Array.from({ length: topics }, (_, t) =>
    words.map((_, word) => probabilities[word * topics + t]),
  );
}

/** Of the second halves of the unseen posts, whose topics come from their first halves. */
function perplexity(model: LdaModel): number {
  const logs = unseen.flatMap((post) => {
    const probabilities = model.wordsOf(model.topicsOf(post.slice(0, post.length / 2)));
    return post.slice(post.length / 2).map((word) => Math.log(probabilities[words.indexOf(word)]));
  });
  return Math.exp(-mean(logs));
}

/** UMass coherence of the likeliest words of topics (Mimno et al. 2011), a mean over pairs. */
function coherence(topics: readonly number[][]): number {
  const postsWith = (...all: string[]) =>
    training.filter((post) => all.every((word) => post.includes(word))).length;
  const scores = topics.flatMap((topic) => {
    const top = topPlaces(topic, lda.shown).map((place) => words[place]);
    return top.flatMap((a, i) =>
      top.slice(0, i).map((b) => Math.log((postsWith(a, b) + 1) / postsWith(b))),
    );
  });
  return mean(scores);
}

/** The cosine of each topic with the most similar one of others. */
function likeness(topics: readonly number[][], others: readonly number[][]): number[] {
  return topics.map((topic) => Math.max(...others.map((other) => cosine(topic, other))));
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const products = a.map((value, i) => value * b[i]);
  return products.reduce((sum, product) => sum + product) / (Math.hypot(...a) * Math.hypot(...b));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value) / values.length;
}

describe("on a small corpus, as scikit-learn does,", () => {
  it.each([1, 2, 3, 4, 5])("LDA finds the topics that it was drawn from (seed %i)", (seed) => {
    const model = learn(seed);
    const topics = topicsOf(model);
    for (const others of [lda.truth, lda.topics]) {
      expect(Math.min(...likeness(others, topics))).toBeGreaterThan(0.98);
    }
    // Sampling predicts a little better than scikit-learn's variational inference.
    expect(perplexity(model) / lda.perplexity).toBeGreaterThan(0.93);
    expect(perplexity(model) / lda.perplexity).toBeLessThan(1.01);
    expect(Math.abs(coherence(topics) - lda.coherence)).toBeLessThan(0.02);
  });

  it("LDA's figures are computed alike", () => {
    expect(coherence(lda.topics)).toBeCloseTo(lda.coherence, 4);
    expect(lda.perplexityWithoutTopics).toBeGreaterThan(2 * lda.perplexity);
  });

  it("TF-IDF weighs the phrases of unseen posts", () => {
    const model = TfIdfModel.count(training);
    for (const { post, scores } of golden.tfIdf) {
      const ours = model
        .phrasesOf(post.split(" "))
        .map(({ words, score }) => [words.join(" "), score]);
      const theirs = Object.entries(scores);
      expect(ours.map(([phrase]) => phrase).sort()).toEqual(
        theirs.map(([phrase]) => phrase).sort(),
      );
      for (const [phrase, score] of ours) {
        expect(score).toBeCloseTo(
          (scores as unknown as Record<string, number>)[phrase as string],
          8,
        );
      }
    }
  });
});
