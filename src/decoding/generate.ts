import { BatchDecoder, type GeneratorModel, type Readable } from "./batch-decoder.js";
import { BEAM_DEFAULTS, type BeamOptions, beamSearch } from "./beam-search.js";

/** A generated hashtag. */
export interface GeneratedHashtag {
  readonly words: readonly string[];
  /** Probability of these words, and of ending behind them, given post and conversation (Eq 7). */
  readonly probability: number;
}

/** How hashtags are generated; `BEAM_DEFAULTS` where nothing is said. */
export interface GenerateOptions extends Partial<Omit<BeamOptions, "keyOf">> {
  /** Posts decoded together. It changes the speed, not the result. */
  readonly batch?: number;
  /** Called after every batch with the number of posts done so far. */
  readonly onProgress?: (done: number) => void;
}

/** Posts decoded together unless told otherwise: the fastest of 16, 32 and 64 on two cores. */
const BATCH = 64;

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
  checkOptions(options);
  const results: GeneratedHashtag[][] = new Array(posts.length);
  const order = byLength(posts);
  const size = options.batch ?? BATCH;
  for (let start = 0; start < order.length; start += size) {
    const places = order.slice(start, start + size);
    const batch = places.map((place) => posts[place] as Readable);
    const found = await generateBatch(model, batch, options);
    places.forEach((place, i) => {
      results[place] = found[i] as GeneratedHashtag[];
    });
    options.onProgress?.(start + places.length);
  }
  return results;
}

function checkOptions({ batch, beam, maxWords, count }: GenerateOptions): void {
  for (const [name, value] of Object.entries({ batch, beam, maxWords, count })) {
    if (value === undefined || (Number.isInteger(value) && value > 0)) continue;
    throw new RangeError(`${name} must be a whole number above 0, not ${value}`);
  }
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

/** Places of posts, those of like length together, so that little is padded. */
function byLength(posts: readonly Readable[]): number[] {
  const lengths = posts.map(({ post, conversation }) => post.length + conversation.length);
  return [...posts.keys()].sort((a, b) => lengths[a]! - lengths[b]! || a - b);
}
