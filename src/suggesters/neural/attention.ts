import { storedNumbers, toOnnx } from "../../graph/onnx.js";
import type { TensorData } from "../../graph/tensor-data.js";
import { attentionGraph } from "../../model/attention-graph.js";
import type { AttentionWeights } from "../open-suggester.js";
import type { LoadedGraph } from "../runtime.js";
import type { Thread } from "../suggester.js";
import type { NeuralModel } from "./neural-model.js";

/** The weights of bi-attention of a model (Eq 3; Figure 4), from a graph of its own. */
export class Attention {
  private constructor(
    private readonly neural: NeuralModel,
    private readonly graph: LoadedGraph,
  ) {}

  /** Loads the graph. @param neural a generator with bi-attention */
  static async load(neural: NeuralModel): Promise<Attention> {
    const numbers = storedNumbers(neural.files.bytes("encoder.onnx"));
    const onnx = toOnnx(attentionGraph(neural.manifest.config, numbers));
    return new Attention(neural, await neural.runtime.loadGraph(onnx));
  }

  /** The weights for a thread, over the words that the model reads. */
  async weights(thread: Thread): Promise<AttentionWeights> {
    const { post, conversation } = this.neural.encode(thread);
    const feeds = { post: column(post), conversation: column(conversation) };
    const { weights } = await this.graph.run(feeds);
    return {
      post: thread.post.slice(0, post.length),
      conversation: thread.conversation.slice(0, conversation.length),
      weights: rows(weights as TensorData, post.length, conversation.length),
    };
  }

  /** Frees the graph. */
  close(): Promise<void> {
    return this.graph.close();
  }
}

/** One text as a batch `[T, 1]`; an empty one is a single word of padding. */
function column(ids: ArrayLike<number>): TensorData {
  const words = ids.length > 0 ? Array.from(ids) : [0];
  return { data: BigInt64Array.from(words, BigInt), dims: [words.length, 1] };
}

/** `[1, Tp, Tc]` as lists, without the padding. */
function rows({ data, dims }: TensorData, height: number, columns: number): number[][] {
  const [, , width] = dims as [number, number, number];
  const numbers = [...(data as Float32Array)];
  return Array.from({ length: height }, (_, row) =>
    numbers.slice(row * width, row * width + columns),
  );
}
