import type { DownloadOptions } from "../suggesters/model-folder/download.js";
import { fetchModel } from "../suggesters/model-folder/fetch-model.js";
import { webRuntime } from "../suggesters/web-runtime.js";
import { loadModel } from "./loaded-model.js";
import { Tagger } from "./tagger.js";

declare const location: { readonly href: string };

/** How a model is opened in a browser. */
export interface WebOptions extends DownloadOptions {
  /**
   * The address of a folder with `ort-wasm-simd-threaded.mjs`, `ort-wasm-simd-threaded.wasm` and
   * `jieba_rs_wasm_bg.wasm`; without it, they are looked for where a bundler has put the packages
   * onnxruntime-web and jieba-wasm. What the first model says holds for all of a page.
   */
  readonly runtime?: string | URL;
  /** Processor threads of a neural model, where the page is cross-origin isolated; half of the cores by default, at most 4. */
  readonly threads?: number;
}

/** Suggests hashtags for texts with a model that was fetched: no text leaves the browser. */
export class Threadtag extends Tagger {
  /**
   * Fetches and opens a model. The browser keeps its files: only those that have changed since are fetched again.
   * @param folder the address of a folder made by `threadtag train`, or of a service's model (`/v1/model/files`)
   * @throws UserError when a file cannot be had or is damaged, or was written by another version; what the signal's
   *   abort says when it was ended
   */
  static async open(
    folder: string | URL,
    { runtime, threads, ...download }: WebOptions = {},
  ): Promise<Threadtag> {
    const files = await fetchModel(folderUrl(folder), download);
    const options = {
      ...(runtime !== undefined && { runtime: folderUrl(runtime) }),
      ...(threads !== undefined && { threads }),
    };
    return new Threadtag(await loadModel(files, webRuntime(options)));
  }
}

/** An address as that of a folder: names of files are put behind it. */
function folderUrl(address: string | URL): URL {
  const url = new URL(address, location.href);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}
