import { storedNumbers } from "../graph/onnx.js";
import { Session, type TensorData } from "../graph/session.js";
import { attentionGraph } from "../model/attention-graph.js";
import { NeuralModel } from "../suggesters/neural-model.js";
import type { Thread } from "../suggesters/suggester.js";

/** How much each post word attends to each conversation word. */
export interface AttentionMap {
  readonly post: readonly string[];
  readonly conversation: readonly string[];
  /** `[Tp, Tc]`, in [0, 1]; each row adds up to 1. */
  readonly weights: readonly (readonly number[])[];
}

/**
 * The weights of bi-attention for a thread (Eq 3; Figure 4), over the words that the model reads.
 * @param folder of a model with bi-attention
 * @throws UserError when the model folder is damaged
 */
export async function attentionMap(folder: string, thread: Thread): Promise<AttentionMap> {
  const model = NeuralModel.read(folder, "generator");
  const { post, conversation } = model.encode(thread);
  const numbers = storedNumbers(model.files.bytes("encoder.onnx"));
  const session = await Session.create(attentionGraph(model.manifest.config, numbers), {
    threads: 1,
  });
  try {
    const feeds = { post: column(post), conversation: column(conversation) };
    const { weights } = await session.run(feeds);
    return {
      post: thread.post.slice(0, post.length),
      conversation: thread.conversation.slice(0, conversation.length),
      weights: rows(weights as TensorData, conversation.length),
    };
  } finally {
    await session.close();
  }
}

/** One text as a batch `[T, 1]`; an empty one is a single word of padding. */
function column(ids: ArrayLike<number>): TensorData {
  const words = ids.length > 0 ? Array.from(ids) : [0];
  return { data: BigInt64Array.from(words, BigInt), dims: [words.length, 1] };
}

/** `[1, Tp, Tc]` as lists. */
function rows({ data, dims }: TensorData, columns: number): number[][] {
  const [, height, width] = dims as [number, number, number];
  const numbers = [...(data as Float32Array)];
  return Array.from({ length: height }, (_, row) =>
    numbers.slice(row * width, row * width + columns),
  );
}
