import { describe, expect, it } from "vitest";
import { nodeResources } from "../text/node-resources.js";
import { TextReader } from "../text/text-reader.js";
import { readThread } from "./read-thread.js";
import type { SuggestionRequest } from "./suggestion.js";
import { foldTag } from "./tag-pattern.js";
import { WishList } from "./wish-list.js";

const reader = new TextReader(await nodeResources());

/** Whether a hashtag may be suggested for a request. */
function admits(request: SuggestionRequest, hashtag: string, known = true): boolean {
  const wishes = new WishList(request, readThread(request, reader));
  return wishes.admits({ hashtag, key: foldTag(hashtag), known, confidence: 1 });
}

describe("WishList", () => {
  it.each(["#Goal", "#goal", "#ＧＯＡＬ", "#go_al"])(
    "leaves out %s where the post has it",
    (tag) => {
      expect(admits({ post: "what a #Goal!" }, tag)).toBe(false);
      expect(admits({ post: "what a goal", exclude: ["GOAL"] }, tag)).toBe(false);
      expect(admits({ post: "what a goal", replies: ["#goal"] }, tag)).toBe(true);
    },
  );

  it("leaves out a topic between two signs on any platform", () => {
    expect(admits({ post: "#那个进球# 太精彩了" }, "#那个进球")).toBe(false);
  });

  it("lets block go before allow", () => {
    const request = { post: "a", allow: ["aus*"], block: ["*open"] };
    expect(admits(request, "#Australia")).toBe(true);
    expect(admits(request, "#AusOpen")).toBe(false);
    expect(admits(request, "#Wimbledon")).toBe(false);
    expect(admits({ post: "a", allow: [] }, "#Wimbledon")).toBe(false);
  });

  it("leaves out hashtags that do not exist if it is told to", () => {
    expect(admits({ post: "a", only: "existing" }, "#New", false)).toBe(false);
    expect(admits({ post: "a", only: "any" }, "#New", false)).toBe(true);
  });

  it.each([
    ["what a goal", "#进球", false],
    ["what a goal", "#Goal2024", true],
    ["what a goal", "#进球Goal", false],
    ["那个进球", "#进球", true],
    ["那个进球", "#Goal", false],
    ["那个进球 wow", "#Goal", true],
    // Links, mentions and numbers are in no language.
    ["那个进球 @someone https://a.example/b 12", "#Goal", false],
    ["гол", "#Гол", true],
    ["🎉 12", "#Goal", true],
  ])("below %j the scripts of %s fit: %s", (post, hashtag, fits) => {
    expect(admits({ post, language: "post" }, hashtag)).toBe(fits);
    expect(admits({ post }, hashtag)).toBe(true);
  });

  it.each([
    [{ limit: 0 }, "limit: 0 is no number"],
    [{ limit: 2.5 }, "limit: 2.5 is no number"],
    [{ limit: Number.NaN }, "limit: NaN is no number"],
    [{ minConfidence: 1.1 }, "minConfidence: 1.1 is no share"],
    [{ minConfidence: Number.NaN }, "minConfidence: NaN is no share"],
  ])("refuses %j", (wishes, message) => {
    expect(() => admits({ post: "a", ...wishes }, "#a")).toThrow(message);
  });

  it("never admits what cannot be written", () => {
    expect(admits({ post: "a" }, "")).toBe(false);
  });
});
