import { describe, expect, it } from "vitest";
import { findEmails, findEntities, findHashtags, findMentions, findUrls } from "./entities.js";
import type { Platform } from "./post.js";

const values = (entities: { value: string }[]) => entities.map(({ value }) => value).join(" ");

describe("findHashtags", () => {
  it.each<[Platform, string, string]>([
    ["twitter", "#One two#three #4 #f5 ＃six #sev_en! a&#eight", "One f5 six sev_en"],
    ["twitter", "http://x.com/#no #️⃣ #a#b", ""],
    ["other", "#One #4", "One"],
    ["mastodon", "#one (#two) /#no =#no x#no #3 #3a #il·lusió· #_4", "one two 3a il·lusió"],
    ["mastodon", "http://x.com/a#no #ok: #日本・東京", "ok 日本・東京"],
    ["bluesky", "#one. (#no) #a-b! ＃two #3 #!? #c++ x#no", "one a-b two c++"],
    ["bluesky", "#️⃣ # #🎉party", "🎉party"],
    ["weibo", "#愤怒的小鸟#好 #北京 上海，2014#", "愤怒的小鸟 北京 上海，2014"],
    ["weibo", "#unpaired", ""],
    ["weibo", "#a\nb# ## # # ＃全＃", "全"],
  ])("%s: %s", (platform, text, expected) => {
    expect(values(findHashtags(text, platform))).toBe(expected);
  });

  it("counts graphemes on Bluesky", () => {
    const flags = "🇩🇪".repeat(64);
    expect(values(findHashtags(`#${flags}`, "bluesky"))).toBe(flags);
    expect(findHashtags(`#${flags}x`, "bluesky")).toEqual([]);
    expect(findHashtags(`#${"a".repeat(65)}`, "bluesky")).toEqual([]);
  });

  it("takes topics of up to 140 characters on Weibo", () => {
    expect(findHashtags(`#${"a".repeat(140)}#`, "weibo")).toHaveLength(1);
    expect(values(findHashtags(`#${"a".repeat(141)}#b#`, "weibo"))).toBe("b");
  });

  it("counts offsets in UTF-16 units, with the signs", () => {
    expect(findHashtags("😂 #b.", "bluesky")).toEqual([
      { kind: "hashtag", value: "b", start: 3, end: 5 },
    ]);
    expect(findHashtags("😂# b #.", "weibo")).toEqual([
      { kind: "hashtag", value: "b", start: 2, end: 7 },
    ]);
  });
});

describe("findMentions", () => {
  it.each<[Platform, string, string]>([
    ["twitter", "@a RT@b x@c.org @d@e.org", "a b"],
    ["mastodon", "@a @b@c.social, x@d.org @e.f.", "a b@c.social e.f"],
    ["bluesky", "@a.bsky.social: @b x@c.org", "a.bsky.social"],
    ["weibo", "@北京日报 回复@小鸟:好 x@c.org", "北京日报 小鸟"],
  ])("%s: %s", (platform, text, expected) => {
    expect(values(findMentions(text, platform))).toBe(expected);
  });
});

describe("findUrls", () => {
  it.each([
    ["x http://a.example.com/b_(c)?d=e#f. y", "http://a.example.com/b_(c)?d=e#f"],
    ["go.dev, news.social/x!", "go.dev news.social/x"],
    ["end.It is, end.So, attacks.US does", ""],
    ["Example.COM/It", "Example.COM/It"],
    ["main.rs2 a.b 3.5 e.g. file.txt", ""],
    ["example.de日本", "example.de"],
  ])("%s", (text, expected) => {
    expect(values(findUrls(text))).toBe(expected);
  });
});

describe("findEmails", () => {
  it.each([
    ["a.b+c@example.org, <d@e.co.uk>", "a.b+c@example.org d@e.co.uk"],
    ["@a@b.org a@b a@b.c @x", ""],
  ])("%s", (text, expected) => {
    expect(values(findEmails(text))).toBe(expected);
  });
});

describe("findEntities", () => {
  it("gives all in order, none within another", () => {
    const text = "#t @m a@b.org http://x.com/#no?@no=a@c.org x.com";
    expect(findEntities(text, "twitter").map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      "hashtag t",
      "mention m",
      "email a@b.org",
      "url http://x.com/#no?@no=a@c.org",
      "url x.com",
    ]);
  });
});
