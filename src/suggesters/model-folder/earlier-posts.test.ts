import { describe, expect, it } from "vitest";
import type { Instance } from "../../dataset/instance.js";
import { EarlierPosts } from "./earlier-posts.js";

const post = (words: string, hashtags: string[][], text?: string): Instance => ({
  id: "1",
  post: words.split(" "),
  conversation: [],
  hashtags,
  ...(text !== undefined && { text }),
});

describe("EarlierPosts", () => {
  const posts = new EarlierPosts([
    post("what a goal", [["harbour", "cup"], ["goal"]], "What a GOAL!"),
    post("那个 进球 ， 太 精彩 了 wow so good", [["进球"]]),
  ]);

  it("has texts as they were written, or as their words can be", () => {
    expect(posts.post(0)).toEqual({
      text: "What a GOAL!",
      hashtags: [["harbour", "cup"], ["goal"]],
    });
    expect(posts.post(1).text).toBe("那个进球，太精彩了 wow so good");
  });

  it("survives JSON and takes more in", () => {
    const again = EarlierPosts.fromJSON(JSON.parse(JSON.stringify(posts)), "x");
    again.add([post("more", [["new"]])]);
    expect(again.size).toBe(3);
    expect(again.post(1)).toEqual(posts.post(1));
    expect(again.post(2)).toEqual({ text: "more", hashtags: [["new"]] });
  });

  it.each([[{}], [{ texts: ["a"], hashtags: [] }], [[]]])("refuses %j", (value) => {
    expect(() => EarlierPosts.fromJSON(value, "earlier-posts.json")).toThrow(
      /^earlier-posts\.json: not a list of posts/,
    );
  });
});
