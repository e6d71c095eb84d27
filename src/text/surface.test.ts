import { describe, expect, it } from "vitest";
import type { Platform } from "../corpus/post.js";
import { UserError } from "../support/errors.js";
import { SurfaceForms } from "./surface.js";

describe("surface", () => {
  it.each<[string, Platform, string]>([
    ["aus open", "twitter", "#AusOpen"],
    ["aus open", "mastodon", "#AusOpen"],
    ["aus open", "bluesky", "#AusOpen"],
    ["aus open", "other", "#AusOpen"],
    ["aus open", "weibo", "#AusOpen#"],
    ["愤怒 的 小鸟", "weibo", "#愤怒的小鸟#"],
    ["愤怒 的 小鸟", "twitter", "#愤怒的小鸟"],
    ["我 爱 ny", "weibo", "#我爱Ny#"],
    ["super bowl 2015", "twitter", "#SuperBowl2015"],
    ["12 2015", "twitter", ""],
    ["may 12 2015", "twitter", "#May12_2015"],
    ["friday the 13th", "twitter", "#FridayThe13th"],
    ["don't worry , be happy !", "twitter", "#DontWorryBeHappy"],
    ["世界 , 你好", "weibo", "#世界,你好#"],
    ["a # b", "weibo", "#AB#"],
    ["super bowl DIGIT URL MENTION", "twitter", "#SuperBowl"],
    ["! ?", "twitter", ""],
    ["DIGIT", "weibo", ""],
    ["été à paris", "twitter", "#ÉtéÀParis"],
    ["ßx", "twitter", "#ßx"],
    ["l'été à l'hôtel", "twitter", "#LÉtéÀLHôtel"],
    ["j'aime qu'elle", "mastodon", "#JAimeQuElle"],
    ["l'été", "weibo", "#L'Été#"],
    ["aujourd'hui", "twitter", "#Aujourdhui"],
    ["y'all don't d'you c'mon", "twitter", "#YallDontDyouCmon"],
  ])("%s on %s -> %s", (words, platform, tag) => {
    expect(new SurfaceForms().surface(words.split(" "), platform)).toBe(tag);
  });

  const learnt = (...tags: string[]): SurfaceForms => {
    const surfaces = new SurfaceForms();
    for (const tag of tags) surfaces.add(tag);
    return surfaces;
  };

  it.each([
    ["the most frequent spelling", ["ausopen", "AusOpen", "ausopen"], "#ausopen"],
    ["of equally frequent ones the first by code point", ["ausopen", "AusOpen"], "#AusOpen"],
    ["a spelling with underscores", ["aus_open", "aus_open", "AusOpen"], "#aus_open"],
    ["a spelling of the same words only", ["usopen"], "#AusOpen"],
  ])("takes %s", (_, tags, expected) => {
    expect(learnt(...tags).surface(["aus", "open"], "twitter")).toBe(expected);
    expect(learnt(...[...tags].reverse()).surface(["aus", "open"], "twitter")).toBe(expected);
  });

  it("writes a spelling from Weibo so that it is one hashtag elsewhere", () => {
    const surfaces = learnt("电影《后会无期》");
    expect(surfaces.surface(["电影", "后会无期"], "weibo")).toBe("#电影《后会无期》#");
    expect(surfaces.surface(["电影", "后会无期"], "twitter")).toBe("#电影后会无期");
  });

  it("survives JSON", () => {
    const surfaces = learnt("ausopen", "AusOpen", "ausopen", "__proto__");
    const restored = SurfaceForms.fromJSON(JSON.parse(JSON.stringify(surfaces)));
    expect(restored.toJSON()).toEqual(surfaces.toJSON());
    expect(restored.surface(["aus", "open"], "twitter")).toBe("#ausopen");
  });

  it("refuses what is no list of spellings", () => {
    expect(() => SurfaceForms.fromJSON([["x"]], "here")).toThrow(UserError);
    expect(() => SurfaceForms.fromJSON([["x"]], "here")).toThrow(/^here: not a list/);
  });
});
