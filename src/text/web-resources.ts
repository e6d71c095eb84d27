import { UserError } from "../support/errors.js";
import type { ChineseCutter } from "./chinese.js";
import { loadJieba } from "./jieba-wasm.js";
import { resolveReferences } from "./references.js";
import type { TextResources } from "./text-reader.js";
import { loadWordList } from "./word-list.js";

const HAN = /\p{Script=Han}/u;

/** Once it is loaded, all texts of a page are cut by it. */
let cutChinese: ChineseCutter | undefined;

/**
 * What texts are read with in a browser: the English word list, and Jieba once a text has Chinese characters.
 * @param jieba where `jieba_rs_wasm_bg.wasm` lies; without it, beside the package's script
 */
export async function webResources(jieba?: URL): Promise<TextResources> {
  return {
    wordList: await loadWordList(),
    cutChinese(text) {
      if (cutChinese) return cutChinese(text);
      throw new Error("Chinese text was not prepared for: TextReader.prepare comes first");
    },
    async prepare(texts) {
      if (cutChinese || !texts.some((text) => HAN.test(resolveReferences(text).text))) return;
      cutChinese = await loadJieba(jieba).catch((error: unknown) => {
        const place = jieba?.href ?? "jieba_rs_wasm_bg.wasm";
        const remedy = "Reading Chinese takes this file: check that it is served there.";
        throw new UserError(`${place}: cannot be loaded. ${remedy}`, 2, { cause: error });
      });
    },
  };
}
