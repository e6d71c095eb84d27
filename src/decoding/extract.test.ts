import { describe, expect, it } from "vitest";
import type { ModelConfig } from "../model/config.js";
import { LABELS } from "../model/labels.js";
import { extract } from "./extract.js";

const config: ModelConfig = {
  model: "extractor",
  vocabulary: 9,
  outputs: LABELS.length,
  embedding: 2,
  hidden: 2,
  layers: 1,
  dropout: 0,
  wordDropout: 0,
};

/** Extracts from one post, given the probabilities of "not", "single", "begin", "middle", "end" of its words. */
async function extracted(post: string, labels: number[][], count?: number) {
  const postWords = post.split(" ");
  const graph = {
    run: async () => ({
      labels: { data: Float32Array.from(labels.flat()), dims: [1, postWords.length, 5] },
    }),
  };
  const readable = {
    post: new Int32Array(postWords.length),
    conversation: new Int32Array(),
    postWords,
  };
  const options = count === undefined ? {} : { count };
  const [list] = await extract({ config, graph }, [readable], options);
  return list.map(({ words, probability }) => [words.join(" "), Number(probability.toFixed(4))]);
}

const NOT = [0.96, 0.01, 0.01, 0.01, 0.01];
const SINGLE = [0.1, 0.6, 0.1, 0.1, 0.1];
const BEGIN = [0.1, 0.1, 0.6, 0.1, 0.1];
const MIDDLE = [0.1, 0.1, 0.1, 0.6, 0.1];
const END = [0.1, 0.1, 0.1, 0.1, 0.6];

describe("extract", () => {
  it("gives the spans that are more probably hashtags than not, best first", async () => {
    const labels = [NOT, BEGIN, MIDDLE, END, NOT, SINGLE];
    // Odds of 6 to 1 for each label.
    expect(await extracted("a b c d e f", labels)).toEqual([
      ["b c d", 0.9954],
      ["f", 0.8571],
    ]);
    expect(await extracted("a b c d e f", labels, 1)).toEqual([["b c d", 0.9954]]);
  });

  it("gives no two spans that share words", async () => {
    const either = [0.1, 0.3, 0.5, 0.05, 0.05];
    expect(await extracted("a b", [either, END])).toEqual([["a b", 0.9677]]);
    expect(await extracted("a b", [SINGLE, either])).toEqual([
      ["a", 0.8571],
      ["b", 0.75],
    ]);
  });

  it("gives a hashtag that stands there twice once", async () => {
    const better = [0.1, 0.8, 0.05, 0.03, 0.02];
    expect(await extracted("a b a", [SINGLE, NOT, better])).toEqual([["a", 0.8889]]);
  });

  it("gives what comes nearest to a hashtag where there is none", async () => {
    const nearer = [0.9, 0.06, 0.02, 0.01, 0.01];
    expect(await extracted("a b c", [NOT, nearer, NOT])).toEqual([["b", 0.0625]]);
  });

  it("leaves out what is spelt like a special symbol", async () => {
    const labels = [BEGIN, MIDDLE, END, SINGLE];
    expect(await extracted("a <unk> b <s>", labels)).toEqual([["a", 0.5]]);
  });

  it.each([0, -1, 1.5])("refuses a count of %d", async (count) => {
    await expect(extracted("a", [NOT], count)).rejects.toThrow(RangeError);
  });
});
