import { describe, expect, it } from "vitest";
import type { Suggestion } from "../suggesters/suggester.js";
import { nodeResources } from "../text/node-resources.js";
import { TextReader } from "../text/text-reader.js";
import { Occlusion } from "./occlusion.js";
import { readThread } from "./read-thread.js";

const reader = new TextReader(await nodeResources());
const occlusionOf = (post: string, replies: string[] = []) =>
  new Occlusion(readThread({ post, replies }, reader));

const tag = (score: number, strength?: number): Suggestion => ({
  words: ["harbour", "cup"],
  score,
  ...(strength !== undefined && { strength }),
});

describe("Occlusion", () => {
  it("leaves out each word wherever it stands, but no signs, links and numbers", () => {
    const { variants } = occlusionOf("A goal! 🙈 12 https://a.example", ["goal, goal", "@you yes"]);
    expect(variants).toEqual([
      {
        post: ["goal", "!", "🙈", "DIGIT", "URL"],
        conversation: ["goal", ",", "goal", "MENTION", "yes"],
      },
      { post: ["a", "!", "🙈", "DIGIT", "URL"], conversation: [",", "MENTION", "yes"] },
      {
        post: ["a", "goal", "!", "🙈", "DIGIT", "URL"],
        conversation: ["goal", ",", "goal", "MENTION"],
      },
    ]);
  });

  it("weighs words by the share of the score that is lost, and shows all their places", () => {
    const occlusion = occlusionOf("The cup", ["cup of tea"]);
    expect(occlusion.variants).toHaveLength(4);
    const lists = [[tag(0.5)], [tag(0.1)], [{ words: ["tea"], score: 1 }], [tag(0.6)]];
    expect(occlusion.words(tag(0.5), lists)).toEqual([
      { text: 1, start: 4, end: 6, weight: 1 },
      { text: 0, start: 4, end: 7, weight: 0.8 },
      { text: 1, start: 0, end: 3, weight: 0.8 },
    ]);
  });

  it("looks at what a score was before it became a probability", () => {
    const occlusion = occlusionOf("a");
    expect(occlusion.words(tag(1, 0.8), [[tag(1, 0.2)]])).toEqual([
      { text: 0, start: 0, end: 1, weight: 0.75 },
    ]);
  });

  it("shows a hashtag once, with the best of its words", () => {
    const occlusion = occlusionOf("yes #HarbourCup");
    expect(occlusion.variants).toHaveLength(3);
    const lists = [[tag(0.5)], [tag(0.4)], [tag(0.1)]];
    expect(occlusion.words(tag(0.5), lists)).toEqual([{ text: 0, start: 4, end: 15, weight: 0.8 }]);
  });

  it("tries 40 words at most, and finds none for what has no score", () => {
    const words = Array.from(
      { length: 99 },
      (_, i) => `w${String.fromCharCode(97 + (i % 26))}${"x".repeat(1 + i / 26)}`,
    );
    const occlusion = occlusionOf(words.join(" "));
    expect(occlusion.variants).toHaveLength(40);
    expect(
      occlusion.words(
        tag(0),
        occlusion.variants.map(() => []),
      ),
    ).toEqual([]);
  });
});
