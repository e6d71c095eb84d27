import { Random } from "../support/random.js";
import type { Example } from "./encode.js";
import { PAD } from "./vocabulary.js";

/** How one epoch is cut into batches. */
export interface BatchOptions {
  /** Examples per batch [B]; the last one may be smaller. */
  size: number;
  seed: number;
  /** Each epoch has batches of its own. */
  epoch: number;
}

/** Lengths are blurred by up to this many words: more mixes the epochs better and pads more. */
const JITTER = 3;

/**
 * Batches per stratum, relative to as many strata as batches in each: low strata, because conversations
 * vary more than posts, and of another height in every epoch, which mixes the epochs for nothing.
 */
const LEAST_HEIGHT = 0.5;
const MOST_HEIGHT = 0.9;

/**
 * Groups examples of similar post and conversation length into batches: both sequences of a batch are
 * padded to its longest. The examples are cut into strata by conversation length, and each stratum,
 * sorted by post length, into batches, which are then shuffled.
 * @returns indices into `examples` per batch, every example once; the same for the same seed and epoch
 */
export function epochBatches(
  examples: readonly Pick<Example, "post" | "conversation">[],
  { size, seed, epoch }: BatchOptions,
): number[][] {
  const random = new Random(seed, epoch);
  const blurred = (key: "post" | "conversation"): Float64Array =>
    Float64Array.from(examples, (example) => example[key].length + random.uniform() * JITTER);
  const post = blurred("post");
  const conversation = blurred("conversation");
  const order = examples.map((_, i) => i).sort((a, b) => conversation[a] - conversation[b]);
  const batches: number[][] = [];
  for (const stratum of slices(order, stratumSize(examples.length, size, random))) {
    stratum.sort((a, b) => post[a] - post[b]);
    batches.push(...slices(stratum, size));
  }
  return random.shuffle(batches);
}

/** Examples per stratum: whole batches, so that only the last batch of all is smaller. */
function stratumSize(examples: number, batchSize: number, random: Random): number {
  const height = LEAST_HEIGHT + (MOST_HEIGHT - LEAST_HEIGHT) * random.uniform();
  const batches = Math.round(height * Math.sqrt(Math.ceil(examples / batchSize)));
  return Math.max(1, batches) * batchSize;
}

/** Cuts an array into pieces of `size` items; the last one may be shorter. */
function slices<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    result.push(items.slice(start, start + size));
  }
  return result;
}

/** Sequences of a batch as one array. */
export interface PaddedBatch {
  /** Time-major [T, B]: id t of sequence b at t * B + b, PAD after its end. */
  ids: Int32Array;
  /** Words of each sequence [B]. */
  lengths: Int32Array;
  /** T, the longest length, at least 1. */
  steps: number;
}

/** Pads sequences to the longest of them. */
export function pad(sequences: readonly Int32Array[]): PaddedBatch {
  const lengths = Int32Array.from(sequences, (sequence) => sequence.length);
  const steps = lengths.reduce((longest, length) => Math.max(longest, length), 1);
  const ids = new Int32Array(steps * sequences.length).fill(PAD);
  sequences.forEach((sequence, b) => {
    sequence.forEach((id, t) => {
      ids[t * sequences.length + b] = id;
    });
  });
  return { ids, lengths, steps };
}
