import { describe, expect, it } from "vitest";
import { TextKernel } from "../terms/text-kernel.js";
import { SimilarPosts, wordEvidence } from "./similar-posts.js";

const TEXTS = [
  ["sea", "sand", "sun"],
  ["sea", "boat"],
  ["snow", "hills", "sun"],
  ["snow", "boots"],
  ["bread", "flour"],
];
/** Hashtag 0 is about the sea, 1 about snow, 2 about bread, and no post has 3. */
const POSTS = [[0, 1], [2, 3], [4], []];

describe("similar posts", () => {
  const kernel = TextKernel.of(TEXTS);
  const similar = new SimilarPosts(kernel, POSTS);
  const evidence = (words: string[]) => similar.evidence(kernel.similarities(words));

  it("vote for their hashtags with shares of 1", () => {
    const { votes } = evidence(["sea", "sand"]);
    expect(votes.reduce((sum, vote) => sum + vote)).toBeCloseTo(1);
    expect(votes[0]).toBeGreaterThan(0.9);
  });

  it("tell the nearest and the second nearest that have a hashtag", () => {
    const { nearest, second } = evidence(TEXTS[0]);
    const similarities = kernel.similarities(TEXTS[0]);
    expect(nearest[0]).toBe(similarities[0]);
    expect(second[0]).toBe(Math.max(0, similarities[1]));
    expect([nearest[2], second[2], nearest[3]]).toEqual([0, 0, 0]);
  });

  it("compare with the sum of a hashtag's posts, whose length they know", () => {
    const sums = POSTS.map((posts) =>
      posts.reduce(
        (sum, a) => sum + posts.reduce((all, b) => all + kernel.similarities(TEXTS[a])[b], 0),
        0,
      ),
    );
    kernel.sumLengths(POSTS).forEach((length, i) => {
      expect(length).toBeCloseTo(Math.sqrt(sums[i]), 5);
    });
    const { centroid } = evidence(TEXTS[4]);
    expect(centroid[2]).toBeCloseTo(Math.sqrt(sums[2]), 5);
    expect(centroid[3]).toBe(0);
  });
});

describe("wordEvidence", () => {
  it("is the share of a word's posts that have the hashtag, as if one more had the word", () => {
    const words = [Int32Array.of(0, 1), Int32Array.of(0, 2)];
    const { strongest, any } = wordEvidence(words, [[0], [0], [1]], 2);
    expect([...strongest]).toEqual([2 / 3, 1 / 3]);
    expect(any[0]).toBeCloseTo(Math.log(3) - Math.log(2 / 3));
    expect(any[1]).toBeCloseTo(-Math.log(2 / 3));
  });

  it("leaves out words of a single post", () => {
    expect([...wordEvidence([Int32Array.of(0)], [[0]], 1).strongest]).toEqual([0]);
  });
});
