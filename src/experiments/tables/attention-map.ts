import { readModelFolder } from "../../suggesters/model-folder/model-folder.js";
import { Attention } from "../../suggesters/neural/attention.js";
import { NeuralModel } from "../../suggesters/neural/neural-model.js";
import { nodeRuntime } from "../../suggesters/node-runtime.js";
import type { AttentionWeights } from "../../suggesters/open-suggester.js";
import type { Thread } from "../../suggesters/suggester.js";

/**
 * The weights of bi-attention for a thread (Eq 3; Figure 4), over the words that the model reads.
 * @param folder of a model with bi-attention
 * @throws UserError when the model folder is damaged
 */
export async function attentionMap(folder: string, thread: Thread): Promise<AttentionWeights> {
  const runtime = nodeRuntime({ threads: 1 });
  const model = NeuralModel.read(readModelFolder(folder), runtime, "generator");
  const attention = await Attention.load(model);
  try {
    return await attention.weights(thread);
  } finally {
    await attention.close();
  }
}
