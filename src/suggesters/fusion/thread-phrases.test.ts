import { describe, expect, it } from "vitest";
import { threadPhrases } from "./thread-phrases.js";

const common = new Set(["the", "of"]);
const find = (post: string, conversation = "") => {
  const split = (text: string) => text.split(" ").filter((word) => word !== "");
  const phrases = threadPhrases({ post: split(post), conversation: split(conversation) }, (word) =>
    common.has(word),
  );
  return new Map(phrases.map(({ words, ...rest }) => [words.join(" "), rest]));
};

describe("the phrases of a thread", () => {
  it("are words in a row without common ones at either end, or placeholders", () => {
    expect([...find("the game of thrones URL x night").keys()]).toEqual([
      "game",
      "game of thrones",
      "thrones",
      "x night",
      "night",
    ]);
  });

  it("of the conversation alone must stand there twice", () => {
    expect([...find("hello", "new song rocks new song").keys()]).toEqual([
      "hello",
      "new",
      "new song",
      "song",
    ]);
  });

  it("are counted, and seen as part of a longer one", () => {
    const phrases = find("blue moon rises", "blue moon blue moon blue");
    expect(phrases.get("blue moon")).toEqual({
      post: 1,
      conversation: 2,
      start: 0,
      freedom: 1 - 2 / 3,
    });
    expect(phrases.get("moon")).toMatchObject({ freedom: 0 });
    expect(phrases.get("blue")).toMatchObject({ freedom: 0.25 });
  });
});
