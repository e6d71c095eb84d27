import { availableParallelism } from "node:os";
import { z } from "zod";
import { NEURAL, PAPER_SIZES } from "../model/config.js";
import { UserError } from "../support/errors.js";
import { readJson } from "../support/json.js";
import { describeIssue } from "../support/json-value.js";

const count = z.int().min(1);

/** Settings of a training run; the defaults are the paper's where it states them. */
const trainingOptionsSchema = z.strictObject({
  model: z.enum(NEURAL).default("bi-attention"),
  seed: z.int().min(0).default(1),
  /** Most epochs; training usually ends earlier. */
  epochs: count.default(50),
  /** Posts per step. */
  batch: count.default(64),
  learningRate: z.number().positive().default(0.001),
  /** Gradients whose norm is larger are rescaled to it. */
  clip: z.number().positive().default(1),
  /** Epochs in a row without a lower validation loss, each at half the learning rate, that end it. */
  patience: count.default(3),
  /** Share of units dropped, between encoder layers and before the output layer. */
  dropout: z.number().min(0).lt(1).default(PAPER_SIZES.dropout),
  /** Share of words hidden from the encoders. */
  wordDropout: z.number().min(0).lt(1).default(PAPER_SIZES.wordDropout),
  embedding: count.default(PAPER_SIZES.embedding),
  hidden: count
    .multipleOf(2, "must be even: each direction has half of it")
    .default(PAPER_SIZES.hidden),
  /** Recurrent layers of an encoder; a classifier has none. */
  layers: count.default(PAPER_SIZES.layers),
  /** Most words of the shared vocabulary. */
  vocabulary: count.default(50_000),
  /** First words of a post and of a conversation that the model reads. */
  postWords: count.default(50),
  conversationWords: count.default(100),
  /** Threads that train together; the same number gives the same model. */
  threads: count.default(() => Math.min(availableParallelism(), 4)),
});

/** All settings of a training run. */
export type TrainingOptions = z.infer<typeof trainingOptionsSchema>;

/**
 * Completes settings with the defaults.
 * @throws UserError naming the setting that is wrong
 */
export function parseTrainingOptions(given: Partial<TrainingOptions>): TrainingOptions {
  const result = trainingOptionsSchema.safeParse(given);
  if (result.success) return result.data;
  throw new UserError(`training options: ${describeIssue(result.error)}`);
}

/**
 * Reads settings from a JSON file, for `--config`.
 * @throws UserError naming the file and the setting that is wrong
 */
export function readTrainingConfig(path: string): Partial<TrainingOptions> {
  return readJson(
    path,
    trainingOptionsSchema.partial(),
    "See `threadtag train --help` for the settings.",
  );
}
