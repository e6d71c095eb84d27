import type { Example } from "../dataset/encode.js";
import type { Instance } from "../dataset/instance.js";
import type { Vocabulary } from "../dataset/vocabulary.js";
import type { TensorData } from "../graph/tensor-data.js";
import type { ModelConfig } from "../model/config.js";
import type { ParameterData } from "../model/parameters.js";
import type { SharedModel } from "./shared-model.js";

/**
 * An example with what a model is to say of it: of a generator the word ids of a gold hashtag, of a
 * classifier the number of its class, of an extractor a label per word of the post.
 */
export type GoldExample = Example & { readonly target: Int32Array };

/** The targets of a batch, as the loss graph takes them (see `trainingGraph`). */
export interface Targets {
  /** N, all that is to be predicted. */
  readonly count: number;
  /** Word ids `[T, B]` of further embedded inputs, by the input's name. */
  readonly words?: Readonly<Record<string, Int32Array>>;
  /** Sizes of further symbols in the graph's shapes. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** All other inputs but `target.weights`. */
  readonly feeds: Readonly<Record<string, TensorData>>;
}

/** The examples of a split. */
export interface GoldExamples {
  readonly examples: readonly GoldExample[];
  /** Gold hashtags left out because the model cannot make any so long. */
  readonly tooLong: number;
}

/** The sizes of a model that do not follow from the data. */
export type TaskConfig = Omit<ModelConfig, "vocabulary" | "outputs">;

/** The config of a model. @param outputs `V`, what its output layer covers */
export function configOf(
  { model, ...sizes }: TaskConfig,
  vocabulary: Vocabulary,
  outputs: number,
): ModelConfig {
  return { model, vocabulary: vocabulary.size, outputs, ...sizes };
}

/** What sets the families of models apart while they are trained. */
export interface Task {
  readonly config: ModelConfig;
  /** The examples of a split that say something to the model: its loss depends on their targets. */
  examples(instances: readonly Instance[]): GoldExamples;
  /**
   * The targets of a batch.
   * @param steps Tp, to which the posts are padded; undefined for a model that does not read them alone
   */
  targets(examples: readonly GoldExample[], steps: number | undefined): Targets;
  /** Gives freshly initialised numbers a better start, where the model has one. */
  start(model: SharedModel, parameters: ParameterData): Promise<void>;
  /** What of the model folder depends on the family, by file name. */
  files(parameters: ParameterData): Record<string, Uint8Array>;
}
