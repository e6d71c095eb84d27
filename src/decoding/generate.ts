import { BatchDecoder, type GeneratorModel, type Readable } from "./batch-decoder.js";
import { BEAM_DEFAULTS, type BeamOptions, beamSearch } from "./beam-search.js";
import { type BatchOptions, checkWholeNumbers, inBatches } from "./in-batches.js";

/** A generated hashtag. */
export interface GeneratedHashtag {
  readonly words: readonly string[];
  /** Probability of these words, and of ending behind them, given post and conversation (Eq 7). */
  readonly probability: number;
}

/** How hashtags are generated; `BEAM_DEFAULTS` where nothing is said. */
export interface GenerateOptions extends Partial<Omit<BeamOptions, "keyOf">>, BatchOptions {}

/**
 * Generates hashtags for posts.
 * @returns for every post, in their order, its best hashtags, best first
 * @throws RangeError when an option is not a whole number above 0
 */
export async function generate(
  model: GeneratorModel,
  posts: readonly Readable[],
  options: GenerateOptions = {},
): Promise<GeneratedHashtag[][]> {
  const { batch, beam, maxWords, count } = options;
  checkWholeNumbers({ batch, beam, maxWords, count });
  return inBatches(posts, options, (some) => generateBatch(model, some, options));
}

async function generateBatch(
  model: GeneratorModel,
  batch: readonly Readable[],
  options: GenerateOptions,
): Promise<GeneratedHashtag[][]> {
  const decoder = await BatchDecoder.start(model, batch);
  const wordsOf = (numbers: readonly number[], post: number): string[] =>
    numbers.map((number) => decoder.word(number, post));
  // Word boundaries do not show in a hashtag: two that differ only there are one.
  const keyOf = (numbers: readonly number[], post: number): string =>
    wordsOf(numbers, post).join("");
  const { beam, maxWords, count } = BEAM_DEFAULTS;
  const found = await beamSearch(decoder, batch.length, {
    beam: options.beam ?? beam,
    maxWords: options.maxWords ?? maxWords,
    count: options.count ?? count,
    keyOf,
  });
  return found.map((candidates, post) =>
    candidates.map(({ words, score }) => ({
      words: wordsOf(words, post),
      probability: Math.exp(score),
    })),
  );
}
