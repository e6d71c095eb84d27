import type { InitInput } from "jieba-wasm/web";
import type { ChineseCutter } from "./chinese.js";

let loading: Promise<ChineseCutter> | undefined;

/**
 * Loads Jieba for browsers, which cuts Chinese as `jiebaCutter` does under Node; its dictionary is within the
 * WebAssembly file. It is loaded once.
 * @param wasm the file `jieba_rs_wasm_bg.wasm` or where it lies; without it, beside the package's script
 * @throws Error when it cannot be loaded
 */
export function loadJieba(wasm?: InitInput): Promise<ChineseCutter> {
  loading ??= load(wasm).catch((error: unknown) => {
    // It may be there the next time.
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(wasm?: InitInput): Promise<ChineseCutter> {
  const jieba = await import("jieba-wasm/web");
  // The package does not say that its script is a module, so that its types have one default too many.
  const init = jieba.default as unknown as typeof jieba.default.default;
  await init(wasm === undefined ? undefined : { module_or_path: wasm });
  return (text) => jieba.cut(text, true);
}
