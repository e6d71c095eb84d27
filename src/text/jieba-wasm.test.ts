import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { hasShared, sharedPath } from "../../test/shared.js";
import type { ChineseCutter } from "./chinese.js";
import { jiebaCutter } from "./jieba.js";
import { loadJieba } from "./jieba-wasm.js";

const WASM = createRequire(import.meta.url)
  .resolve("jieba-wasm/web")
  .replace(/\.js$/, "_bg.wasm");
const native = jiebaCutter();

describe("Jieba for browsers", () => {
  let cut: ChineseCutter;
  beforeAll(async () => {
    cut = await loadJieba(readFileSync(WASM));
  });

  it.each([
    "澳网公开赛今天在墨尔本开幕",
    "南京市长江大桥",
    "小明硕士毕业于中国科学院计算所",
    "他来到了网易杭研大厦",
    "鹿演员我必初心不忘待你万丈光芒",
    "𠮷野家的牛肉飯",
    "臺灣機車行",
    "",
  ])("cuts %j as the one for Node does", (text) => {
    const words = cut(text);
    expect(words).toEqual(native(text));
    expect(words.join("")).toBe(text);
  });

  it.skipIf(!hasShared())("cuts 2,000 real posts like it (needs ../shared)", () => {
    const posts = readFileSync(sharedPath("data/weibo8k/train_post.txt"), "utf8").split("\n");
    for (const post of posts.slice(0, 2000)) {
      const text = post.replaceAll(" ", "");
      expect(cut(text)).toEqual(native(text));
    }
  });
});
