import { Session, type SessionOptions } from "../graph/session.js";
import { nodeResources } from "../text/node-resources.js";
import type { Runtime } from "./runtime.js";

/** What models run on under Node. @param options of neural models */
export function nodeRuntime(options: SessionOptions = {}): Runtime {
  return {
    loadGraph: (onnx) => Session.create(onnx, options),
    textResources: nodeResources,
  };
}
