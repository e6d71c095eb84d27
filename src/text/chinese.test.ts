import { describe, expect, it } from "vitest";
import { intlCutter } from "./chinese.js";
import { jiebaCutter } from "./jieba.js";
import { tokenise } from "./tokens.js";

const TEXTS = [
  "那个进球太精彩了",
  "我来到北京清华大学",
  "看T恤和卡拉OK厅",
  "𠮷野家在哪里",
  "葛󠄀城",
  "好".repeat(2500),
];

describe.each([
  ["the runtime's dictionary", intlCutter],
  ["Jieba", jiebaCutter()],
])("Chinese cut by %s", (_, cutChinese) => {
  it.each(TEXTS)("loses nothing of %s", (text) => {
    expect(cutChinese(text).join("")).toBe(text);
  });

  it("has exact offsets", () => {
    const text = "我爱 @a 卡拉OK，北京清华大学。";
    for (const { kind, word, start, end } of tokenise(text, { cutChinese })) {
      if (kind === "word") expect(text.slice(start, end).toLowerCase()).toBe(word);
    }
  });
});

describe("jiebaCutter", () => {
  it("knows the names of its dictionary and guesses new words", () => {
    expect(jiebaCutter()("他来到了网易杭研大厦")).toEqual([
      ...["他", "来到", "了", "网易", "杭研", "大厦"],
    ]);
  });
});
