import { describe, expect, it } from "vitest";
import { nodeResources } from "../text/node-resources.js";
import { TextReader } from "../text/text-reader.js";
import { instanceOf } from "./labelled-thread.js";

const reader = new TextReader(await nodeResources());

describe("instanceOf", () => {
  it("hides the hashtags, and keeps others as words", () => {
    const post = {
      post: "What a goal! #Tonight #HarbourCup",
      replies: ["#harbourcup for ever", "yes"],
      hashtags: ["#HarbourCup"],
    };
    expect(instanceOf(post, 4, reader)).toEqual({
      id: "added-4",
      post: ["what", "a", "goal", "!", "tonight"],
      conversation: ["for", "ever", "yes"],
      hashtags: [["harbour", "cup"]],
      text: post.post,
      surface: ["HarbourCup"],
    });
  });

  it.each([
    [{ post: "#a", hashtags: ["a"] }, "posts[2].post: holds no word beside its hashtags."],
    [{ post: "a", hashtags: [] }, "posts[2].hashtags: holds no word."],
    [{ post: "a", hashtags: ["b", "#"] }, "posts[2].hashtags[1]: holds no word."],
  ])("refuses %j", (post, message) => {
    expect(() => instanceOf(post, 2, reader)).toThrow(message);
  });
});
