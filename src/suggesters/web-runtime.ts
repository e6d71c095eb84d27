import { WebSession, type WebSessionOptions } from "../graph/web-session.js";
import { messageOf, UserError } from "../support/errors.js";
import { webResources } from "../text/web-resources.js";
import type { Runtime } from "./runtime.js";

/** What models run on in a browser. */
export function webRuntime(options: WebSessionOptions = {}): Runtime {
  const jieba = options.runtime && new URL("jieba_rs_wasm_bg.wasm", options.runtime);
  return {
    loadGraph: (onnx) => WebSession.create(onnx, options).catch(explain),
    textResources: () => webResources(jieba),
  };
}

/** A runtime that is not there is no fault of the model. */
function explain(error: unknown): never {
  const why = messageOf(error);
  if (!why.startsWith("no available backend")) throw error;
  throw new UserError(
    `ONNX Runtime cannot be loaded (${why}). Check that ort-wasm-simd-threaded.mjs and .wasm are served where \`runtime\` says, and that the page's Content-Security-Policy allows 'wasm-unsafe-eval'.`,
    1,
    { cause: error },
  );
}
