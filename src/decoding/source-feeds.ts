import { pad } from "../dataset/batches.js";
import type { Example } from "../dataset/encode.js";
import type { TensorData } from "../graph/tensor-data.js";
import { type NeuralName, sourcesOf } from "../model/config.js";
import { wordsOf } from "../model/sources.js";

/** A batch of posts as the graphs of a trained model take it: int64 word ids `[T, B]` per source. */
export function sourceFeeds(
  model: NeuralName,
  posts: readonly Pick<Example, "post" | "conversation">[],
): Record<string, TensorData> {
  const feeds = sourcesOf(model).map((source): [string, TensorData] => {
    const { ids, steps } = pad(posts.map((post) => wordsOf(source, post)));
    return [source, { data: BigInt64Array.from(ids, BigInt), dims: [steps, posts.length] }];
  });
  return Object.fromEntries(feeds);
}
