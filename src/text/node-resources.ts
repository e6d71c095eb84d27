import { jiebaCutter } from "./jieba.js";
import type { TextResources } from "./text-reader.js";
import { loadWordList } from "./word-list.js";

/** What texts are read with under Node: the English word list, and Jieba for Chinese. */
export async function nodeResources(): Promise<TextResources> {
  return { wordList: await loadWordList(), cutChinese: jiebaCutter() };
}
