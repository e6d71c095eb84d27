import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import type { ChineseCutter } from "./chinese.js";

let jieba: Jieba | undefined;

/**
 * Cuts Chinese with Jieba and the dictionary of its package, new words by its hidden Markov model
 * (paper section 3). Node only. The dictionary loads at the first call.
 */
export function jiebaCutter(): ChineseCutter {
  jieba ??= Jieba.withDict(dict);
  const loaded = jieba;
  return (text) => loaded.cut(text, true);
}
