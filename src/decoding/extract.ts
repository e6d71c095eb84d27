import { MAX_HASHTAG_WORDS } from "../dataset/encode.js";
import { isSpecial } from "../dataset/vocabulary.js";
import type { TensorData } from "../graph/tensor-data.js";
import type { ModelConfig } from "../model/config.js";
import { labelsOfSpan, NOT } from "../model/labels.js";
import type { Readable, Runner } from "./batch-decoder.js";
import { BEAM_DEFAULTS } from "./beam-search.js";
import type { GeneratedHashtag } from "./generate.js";
import { type BatchOptions, checkWholeNumbers, inBatches } from "./in-batches.js";
import { sourceFeeds } from "./source-feeds.js";

/** A trained extractor, ready to mark hashtags. */
export interface ExtractorModel {
  readonly config: ModelConfig;
  /** The graph of `model.onnx`. */
  readonly graph: Runner;
}

/** How hashtags are extracted. */
export interface ExtractOptions extends BatchOptions {
  /** Most hashtags per post, 5 by default. */
  readonly count?: number;
}

/** Some words of a post, one behind the other. */
interface Span {
  readonly start: number;
  readonly length: number;
  /** Of its labels as a hashtag, if the only other way is that none of its words is in one. */
  readonly probability: number;
}

/** What is more probably a hashtag than not. */
const LIKELY = 0.5;

/**
 * Extracts hashtags from posts.
 * @returns for every post, in their order, what of it is more probably a hashtag than not, best first,
 *   and where there is nothing, what comes nearest to it
 * @throws RangeError when an option is not a whole number above 0
 */
export async function extract(
  { config, graph }: ExtractorModel,
  posts: readonly Readable[],
  options: ExtractOptions = {},
): Promise<GeneratedHashtag[][]> {
  const { batch, count = BEAM_DEFAULTS.count } = options;
  checkWholeNumbers({ batch, count });
  return inBatches(posts, options, async (some) => {
    const { labels } = (await graph.run(sourceFeeds(config.model, some))) as {
      labels: TensorData;
    };
    const size = labels.data.length / some.length;
    return some.map(({ postWords }, b) => {
      const own = (labels.data as Float32Array).subarray(b * size, (b + 1) * size);
      return hashtagsOf(postWords, own, config.outputs).slice(0, count);
    });
  });
}

/** The hashtags of one post, from the probabilities of its words' labels `[T, V]`. */
function hashtagsOf(
  words: readonly string[],
  labels: Float32Array,
  outputs: number,
): GeneratedHashtag[] {
  const probability = (word: number, label: number): number => labels[word * outputs + label]!;
  const spans = spansOf(words, probability).sort((a, b) => b.probability - a.probability);
  const likely = spans.filter((span) => span.probability > LIKELY);
  const chosen = likely.length > 0 ? withoutOverlaps(likely) : spans.slice(0, 1);
  const found = new Map<string, GeneratedHashtag>();
  for (const { start, length, probability } of chosen) {
    const hashtag = words.slice(start, start + length);
    const key = hashtag.join("");
    if (!found.has(key)) found.set(key, { words: hashtag, probability });
  }
  return [...found.values()];
}

type Probability = (word: number, label: number) => number;

/**
 * All spans that may be a hashtag, in their order. The products of label probabilities themselves would
 * favour short spans, which need fewer labels to be right.
 */
function spansOf(words: readonly string[], probability: Probability): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < words.length; start++) {
    const most = Math.min(MAX_HASHTAG_WORDS, words.length - start);
    for (let length = 1; length <= most && !isSpecial(words[start + length - 1]!); length++) {
      const product = (labels: readonly number[]): number =>
        labels.reduce((p, label, i) => p * probability(start + i, label), 1);
      const hashtag = product(labelsOfSpan(length));
      const nothing = product(new Array<number>(length).fill(NOT));
      // Products of many small numbers may both be 0.
      spans.push({ start, length, probability: hashtag && hashtag / (hashtag + nothing) });
    }
  }
  return spans;
}

/** Of spans that share words the first. */
function withoutOverlaps(spans: readonly Span[]): Span[] {
  const chosen: Span[] = [];
  for (const span of spans) {
    const isFree = chosen.every(
      ({ start, length }) => span.start >= start + length || start >= span.start + span.length,
    );
    if (isFree) chosen.push(span);
  }
  return chosen;
}
