import { describe, expect, it } from "vitest";
import { describeIssue } from "../support/json-value.js";
import { labelledSchema, requestSchema } from "./request-schema.js";

/** What is said of a request that is wrong. */
function complaint(value: unknown): string {
  const { error } = requestSchema.safeParse(value);
  if (!error) throw new Error("it is right");
  return describeIssue(error);
}

describe("requestSchema", () => {
  it("takes a post alone, and all wishes", () => {
    const whole = {
      post: "what a goal",
      replies: ["yes"],
      platform: "weibo",
      limit: 3,
      minConfidence: 0.2,
      only: "existing",
      block: ["a*"],
      allow: ["b"],
      exclude: ["#c"],
      language: "post",
      evidence: true,
    };
    expect(requestSchema.parse({ post: "" })).toEqual({ post: "" });
    expect(requestSchema.parse(whole)).toEqual(whole);
  });

  it.each([
    [{}, 'field "post": expected a text.'],
    [{ post: 3 }, 'field "post": expected a text.'],
    [{ post: "a", replies: "b" }, 'field "replies": expected a list of texts.'],
    [{ post: "a", replies: ["b", 1] }, 'field "replies[1]": expected a text.'],
    [{ post: "a", limit: 0 }, 'field "limit": expected 1 or more.'],
    [{ post: "a", limit: 1.5 }, 'field "limit": expected a whole number.'],
    [{ post: "a", minConfidence: 2 }, 'field "minConfidence": expected a number from 0 to 1.'],
    [{ post: "a", platform: "x" }, /field "platform": expected one of twitter, mastodon, /],
    [{ post: "a", limits: 3 }, /limits/],
    ["a", /object/],
  ])("refuses %j", (value, message) => expect(complaint(value)).toMatch(message));
});

describe("labelledSchema", () => {
  it("wants a hashtag", () => {
    expect(labelledSchema.safeParse({ post: "a", hashtags: ["#b"] }).success).toBe(true);
    expect(labelledSchema.safeParse({ post: "a", hashtags: [] }).success).toBe(false);
  });
});
