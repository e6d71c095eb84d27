import type { Graph } from "./graph.js";
import { toOnnx } from "./onnx.js";
import { InferenceSession, Tensor } from "./onnx-runtime.js";
import { dtypeOf, type TensorData } from "./tensor-data.js";

/** How a graph is run. */
export interface SessionOptions {
  /** Processor threads; all cores by default. The same number gives the same bits. */
  readonly threads?: number;
}

/** A graph, loaded into ONNX Runtime and ready to run. */
export class Session {
  private isClosed = false;

  private constructor(private readonly session: InferenceSession) {}

  /**
   * Loads a graph.
   * @param model a graph, or the bytes of an `.onnx` file
   * @throws Error of ONNX Runtime when the bytes are no model that it can run
   */
  static async create(model: Graph | Uint8Array, options: SessionOptions = {}): Promise<Session> {
    const bytes = model instanceof Uint8Array ? model : toOnnx(model);
    const session = await InferenceSession.create(bytes, {
      intraOpNumThreads: options.threads ?? 0,
      interOpNumThreads: 1,
      executionMode: "sequential",
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
    });
    return new Session(session);
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
      tensors[name] = new Tensor(dtypeOf(data), data as Float32Array, dims as number[]);
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
