import { describe, expect, it } from "vitest";
import { splitHashtags } from "./gold.js";

describe("splitHashtags", () => {
  it.each([
    ["tags after the text", "What a match #AusOpen #tennis", "AusOpen tennis", ""],
    ["tags before the text", "#AusOpen: what a match", "AusOpen", ""],
    ["a tag inside the text", "I love #tennis very much", "", "tennis"],
    ["all three", "#sport I love #tennis very much #AusOpen", "sport AusOpen", "tennis"],
    ["a link behind the tags", "Match of the day #AusOpen https://t.co/x1", "AusOpen", ""],
    ["a link between the tags", "Match #AusOpen https://t.co/x1 #tennis", "AusOpen tennis", ""],
    ["mentions before the tags", "@anna @ben #AusOpen did you see it", "AusOpen", ""],
    ["emoji and punctuation behind", "Match of the day #AusOpen!! 🎾", "AusOpen", ""],
    ["commas between", "#one, #two what now", "one two", ""],
    ["a word behind", "see you at #AusOpen tonight", "", "AusOpen"],
    ["a number behind", "#AusOpen match of #day 3", "AusOpen", "day"],
    ["nothing but tags", "#one #two", "one two", ""],
    ["no tags", "nothing here", "", ""],
    ["nothing", "", "", ""],
  ])("%s", (_, text, gold, inside) => {
    const tags = splitHashtags({ text, source: "twitter" });
    expect(tags.gold.map(({ value }) => value).join(" ")).toBe(gold);
    expect(tags.inside.map(({ value }) => value).join(" ")).toBe(inside);
  });

  it("knows Weibo's paired signs", () => {
    const tags = splitHashtags({ text: "#澳网 公开赛#今天的比赛真好看#网球#", source: "weibo" });
    expect(tags.gold.map(({ value }) => value)).toEqual(["澳网 公开赛", "网球"]);
  });
});
