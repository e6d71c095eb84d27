import { describe, expect, it } from "vitest";
import { hasHashtag, insertHashtag } from "./insert.js";

/** Inserts at the bar and shows the caret as a bar. */
function inserted(marked: string, hashtag: string): string {
  const caret = marked.indexOf("|");
  const edited = insertHashtag(marked.replace("|", ""), caret < 0 ? undefined : caret, hashtag);
  return `${edited.text.slice(0, edited.caret)}|${edited.text.slice(edited.caret)}`;
}

describe("insertHashtag", () => {
  it.each([
    ["", "#Storm|"],
    ["What a night", "What a night #Storm|"],
    ["What a night ", "What a night #Storm|"],
    ["What| a night", "What #Storm| a night"],
    ["Wh|at a night", "What #Storm| a night"],
    ["What |a night", "What #Storm |a night"],
    ["|What a night", "#Storm |What a night"],
    ["night.|\nMore", "night. #Storm|\nMore"],
    ["雷雨|！", "雷雨 #Storm |！"],
    ["雷|雨！", "雷雨 #Storm |！"],
  ])("stands apart in %j", (text, expected) => {
    expect(inserted(text, "#Storm")).toBe(expected);
  });

  it.each([
    ["A night of #st|", "A night of #Storm|"],
    ["A night of #| and more", "A night of #Storm| and more"],
    ["A night of #sto| and more", "A night of #Storm| and more"],
    ["A night of ＃STO|", "A night of #Storm|"],
  ])("completes the hashtag that was begun in %j", (text, expected) => {
    expect(inserted(text, "#Storm")).toBe(expected);
  });

  it.each([
    ["A night of #sea|", "A night of #sea #Storm|"],
    ["A night of #st|art", "A night of #start #Storm|"],
    ["C#|", "C# #Storm|"],
  ])("leaves another hashtag as it is in %j", (text, expected) => {
    expect(inserted(text, "#Storm")).toBe(expected);
  });
});

describe("hasHashtag", () => {
  it.each([
    ["so it was #storm", true],
    ["#STORM, again", true],
    ["＃Storm", true],
    ["#Stormy and #Storm", true],
    ["#Stormy", false],
    ["#Storm_2", false],
    ["the storm", false],
    ["", false],
  ])("%j has #Storm: %s", (text, expected) => {
    expect(hasHashtag(text, "#Storm")).toBe(expected);
  });

  it("takes signs of a hashtag for what they are", () => {
    expect(hasHashtag("#C++ is here", "#C++")).toBe(true);
    expect(hasHashtag("#雷雨# 今晚", "#雷雨#")).toBe(true);
  });
});
