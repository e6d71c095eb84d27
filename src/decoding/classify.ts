import type { TensorData } from "../graph/tensor-data.js";
import type { ModelConfig } from "../model/config.js";
import type { HashtagClasses } from "../model/hashtag-classes.js";
import type { Readable, Runner } from "./batch-decoder.js";
import { BEAM_DEFAULTS } from "./beam-search.js";
import type { GeneratedHashtag } from "./generate.js";
import { type BatchOptions, checkWholeNumbers, inBatches } from "./in-batches.js";
import { sourceFeeds } from "./source-feeds.js";

/** A trained classifier, ready to rank. */
export interface ClassifierModel {
  readonly config: ModelConfig;
  readonly classes: HashtagClasses;
  /** The graph of `model.onnx`. */
  readonly graph: Runner;
}

/** How hashtags are chosen. */
export interface ClassifyOptions extends BatchOptions {
  /** Hashtags per post, 5 by default; there are never more than classes. */
  readonly count?: number;
}

/**
 * Ranks the training hashtags for posts.
 * @returns for every post, in their order, its most probable hashtags, best first
 * @throws RangeError when an option is not a whole number above 0
 */
export async function classify(
  { config, classes, graph }: ClassifierModel,
  posts: readonly Readable[],
  options: ClassifyOptions = {},
): Promise<GeneratedHashtag[][]> {
  const { batch, count = BEAM_DEFAULTS.count } = options;
  checkWholeNumbers({ batch, count });
  const k = Math.min(count, classes.size);
  return inBatches(posts, options, async (some) => {
    const { best, hashtag } = (await graph.run({
      ...sourceFeeds(config.model, some),
      count: { data: BigInt64Array.of(BigInt(k)), dims: [1] },
    })) as Record<"best" | "hashtag", TensorData>;
    return some.map((_, b) =>
      Array.from({ length: k }, (_, rank) => ({
        words: classes.hashtags[Number(hashtag.data[b * k + rank])]!,
        probability: Number(best.data[b * k + rank]),
      })),
    );
  });
}
