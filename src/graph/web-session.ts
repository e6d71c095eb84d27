import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { SessionOptions } from "./session.js";
import { dtypeOf, type TensorData } from "./tensor-data.js";

/** How a graph is run in a browser. */
export interface WebSessionOptions extends SessionOptions {
  /**
   * The folder, ending in `/`, of `ort-wasm-simd-threaded.mjs` and `.wasm`; without it, ONNX Runtime looks beside
   * its script. What the first session says holds for all of a page.
   */
  readonly runtime?: URL;
}

/** A graph, loaded into ONNX Runtime for browsers (WebAssembly) and ready to run. */
export class WebSession {
  private isClosed = false;

  private constructor(
    private readonly session: InferenceSession,
    private readonly TensorClass: typeof Tensor,
  ) {}

  /**
   * Loads a graph, and at the first one ONNX Runtime.
   * @param model the bytes of an `.onnx` file
   * @throws Error of ONNX Runtime when it cannot be loaded, or the bytes are no model that it can run
   */
  static async create(
    model: Uint8Array,
    { runtime, threads }: WebSessionOptions = {},
  ): Promise<WebSession> {
    const { InferenceSession, Tensor, env } = await import("onnxruntime-web/wasm");
    if (runtime) env.wasm.wasmPaths = runtime.href;
    if (threads !== undefined) env.wasm.numThreads = threads;
    const session = await InferenceSession.create(model, {
      executionProviders: ["wasm"],
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
    });
    return new WebSession(session, Tensor);
  }

  /**
   * Runs the graph.
   * @param feeds a tensor for every graph input, by name
   * @returns every graph output, by name
   * @throws Error of ONNX Runtime when an input is missing or of another type or shape
   */
  async run(feeds: Readonly<Record<string, TensorData>>): Promise<Record<string, TensorData>> {
    const tensors: Record<string, Tensor> = {};
    for (const [name, { data, dims }] of Object.entries(feeds)) {
      tensors[name] = new this.TensorClass(dtypeOf(data), data as Float32Array, dims);
    }
    return (await this.session.run(tensors)) as unknown as Record<string, TensorData>;
  }

  /** Frees the memory that ONNX Runtime holds; once is enough. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.session.release();
  }
}
