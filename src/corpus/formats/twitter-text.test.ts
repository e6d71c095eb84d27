import { describe, expect, it } from "vitest";
import { isManualRetweet, unescapeTweet } from "./twitter-text.js";

describe("unescapeTweet", () => {
  it("resolves every reference once", () => {
    expect(unescapeTweet("a &lt;3 b &amp;amp; &quot;c&#39;s&quot; &amp;lt; &hearts; & d")).toBe(
      `a <3 b &amp; "c's" &lt; &hearts; & d`,
    );
  });
});

describe("isManualRetweet", () => {
  it.each([
    "RT @ann: words",
    " RT @ann words",
    "RT: @ann: words",
    "RT“@ann: words”",
    'RT "@ann: words',
  ])("finds %s", (text) => {
    expect(isManualRetweet(text)).toBe(true);
  });

  it.each(["So true RT @ann: words", 'RT "@ann: words" so true', "RT if you agree", "ART @ann: x"])(
    "leaves %s",
    (text) => expect(isManualRetweet(text)).toBe(false),
  );
});
