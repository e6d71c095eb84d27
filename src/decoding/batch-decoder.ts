import type { Example } from "../dataset/encode.js";
import { isSpecial } from "../dataset/vocabulary.js";
import type { TensorData } from "../graph/tensor-data.js";
import { NEVER } from "../model/attention.js";
import { copies, type ModelConfig } from "../model/config.js";
import type { OutputWords } from "../model/output-words.js";
import { sourceFeeds } from "./source-feeds.js";
import type { Continuations, Hypotheses, StepModel } from "./step-model.js";

/** A graph in a runtime: tensors in, tensors out. */
export interface Runner {
  /** Maps all inputs of the graph to all outputs, by name. */
  run(feeds: Readonly<Record<string, TensorData>>): Promise<Record<string, TensorData>>;
}

/** A trained model, ready to decode. */
export interface GeneratorModel {
  readonly config: ModelConfig;
  readonly outputs: OutputWords;
  readonly encoder: Runner;
  readonly decoder: Runner;
}

/** A post as the generator reads it: word ids, and the post's words where they may be copied. */
export type Readable = Pick<Example, "post" | "conversation"> & {
  readonly postWords: readonly string[];
};

/** Tensors with one row per post, the same in every step. */
type Memory = Readonly<Record<string, TensorData>>;

/** The decoder in the middle of a batch of posts: memory bank and hidden states of the hypotheses. */
export class BatchDecoder implements StepModel {
  /** The batch's posts that are not finished, by their place at the start. */
  private posts: Int32Array;

  private constructor(
    private readonly model: GeneratorModel,
    private readonly sources: readonly Readable[],
    private memory: Memory,
    private state: TensorData,
  ) {
    this.posts = Int32Array.from(sources.keys());
  }

  /** Encodes a batch of posts. */
  static async start(model: GeneratorModel, sources: readonly Readable[]): Promise<BatchDecoder> {
    const { state, ...encoded } = await model.encoder.run(sourceFeeds(model.config.model, sources));
    const copying = copies(model.config.model) ? copyFeeds(sources, model.outputs) : {};
    return new BatchDecoder(model, sources, { ...encoded, ...copying }, state as TensorData);
  }

  async step(hypotheses: Hypotheses, beam: number): Promise<Continuations> {
    const { posts, perPost } = hypotheses;
    if (posts.length < this.posts.length) this.keepPosts(posts);
    const dims = [posts.length, perPost];
    const words = this.inputWords(hypotheses);
    // There cannot be more continuations than words, the end left out.
    const each = Math.min(beam, this.width() - 1);
    const results = await this.model.decoder.run({
      ...this.memory,
      words: { data: words, dims },
      scores: { data: hypotheses.scores, dims },
      state: takeRows(this.state, 2, hypotheses.parents, dims),
      each: count(each),
      beam: count(Math.min(beam, perPost * each)),
    });
    this.state = results.next as TensorData;
    return continuationsOf(results);
  }

  /** The word of a number that `step` returned, for the post at a place of the batch's start. */
  word(number: number, post: number): string {
    const { outputs } = this.model;
    const copied = number - outputs.size;
    return copied < 0 ? outputs.word(number) : (this.sources[post]!.postWords[copied] as string);
  }

  /** Words are given to the decoder by their embedding, copied ones too. */
  private inputWords({ words, perPost }: Hypotheses): BigInt64Array {
    const { outputs } = this.model;
    return BigInt64Array.from(words, (number, row) => {
      if (number < outputs.size) return BigInt(number);
      const post = this.posts[Math.floor(row / perPost)]!;
      return BigInt(outputs.decoderNumber(this.word(number, post)));
    });
  }

  private keepPosts(places: Int32Array): void {
    const kept = Object.entries(this.memory).map(([name, tensor]) => [
      name,
      takeRows(tensor, 1, places, [places.length]),
    ]);
    this.memory = Object.fromEntries(kept);
    this.posts = places.map((place) => this.posts[place]!);
  }

  /** The size of the distribution over the next word: output words, and places to copy from. */
  private width(): number {
    return this.model.outputs.size + (this.memory.readable?.dims[2] ?? 0);
  }
}

function continuationsOf(results: Record<string, TensorData>): Continuations {
  const { end, best, hypothesis, word } = results as Record<string, TensorData>;
  return {
    ends: end!.data as Float32Array,
    scores: best!.data as Float32Array,
    hypotheses: Int32Array.from(hypothesis!.data as BigInt64Array, Number),
    // The graph counts words without the end, which is word 0.
    words: Int32Array.from(word!.data as BigInt64Array, (place) => Number(place) + 1),
    best: best!.dims[1] as number,
  };
}

function count(n: number): TensorData {
  return { data: BigInt64Array.of(BigInt(n)), dims: [1] };
}

/** Takes rows of a tensor whose first `axes` dimensions count rows; `dims` replaces them. */
function takeRows(
  tensor: TensorData,
  axes: number,
  rows: Int32Array,
  dims: readonly number[],
): TensorData {
  const rest = tensor.dims.slice(axes);
  const size = rest.reduce((product, dim) => product * dim, 1);
  const from = tensor.data as Float32Array;
  const data = new (from.constructor as Float32ArrayConstructor)(rows.length * size);
  rows.forEach((row, i) => {
    data.set(from.subarray(row * size, (row + 1) * size), i * size);
  });
  return { data, dims: [...dims, ...rest] };
}

/**
 * Where the probability of copying each word of a post goes: to the word itself where the output
 * layer has it, else to the first place in the post where the word stands.
 */
function copyFeeds(sources: readonly Readable[], outputs: OutputWords): Memory {
  const steps = sources.reduce((most, { post }) => Math.max(most, post.length), 1);
  const readable = new Float32Array(sources.length * steps).fill(NEVER);
  const places = new BigInt64Array(sources.length * steps).fill(BigInt(outputs.size));
  sources.forEach(({ post, postWords }, p) => {
    post.forEach((id, j) => {
      const word = postWords[j] as string;
      const output = outputs.outputOf(id);
      const place = output >= 0 ? output : outputs.size + postWords.indexOf(word);
      places[p * steps + j] = BigInt(place);
      if (!isSpecial(word)) readable[p * steps + j] = 0;
    });
  });
  const dims = [sources.length, 1, steps];
  return { readable: { data: readable, dims }, copyPlaces: { data: places, dims } };
}
