import type { Runner } from "../decoding/batch-decoder.js";
import type { TextResources } from "../text/text-reader.js";

/** A graph that is loaded and ready to run. */
export interface LoadedGraph extends Runner {
  /** Frees its memory; once is enough. */
  close(): Promise<void>;
}

/** What models run on: under Node it is another than in a browser. */
export interface Runtime {
  /**
   * Loads a graph.
   * @param onnx the bytes of an `.onnx` file
   * @throws Error of ONNX Runtime when they are no model that it can run
   */
  loadGraph(onnx: Uint8Array): Promise<LoadedGraph>;
  /** Loads what texts are read with. */
  textResources(): Promise<TextResources>;
}
