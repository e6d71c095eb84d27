import { pad } from "../dataset/batches.js";
import { encodeForTraining } from "../dataset/encode.js";
import type { Instance } from "../dataset/instance.js";
import type { Truncation } from "../dataset/truncation.js";
import { START, UNKNOWN, type Vocabulary } from "../dataset/vocabulary.js";
import { toOnnx } from "../graph/onnx.js";
import type { TensorData } from "../graph/tensor-data.js";
import { NEVER } from "../model/attention.js";
import { copies, type ModelConfig } from "../model/config.js";
import { decoderGraph, encoderGraph, type TrainedModel } from "../model/inference-graph.js";
import { END_OUTPUT, OutputWords } from "../model/output-words.js";
import type { ParameterData } from "../model/parameters.js";
import { startLexically } from "./lexical-start.js";
import { outputRows, outputTargets } from "./output-targets.js";
import type { SharedModel } from "./shared-model.js";
import {
  configOf,
  type GoldExample,
  type GoldExamples,
  type Targets,
  type Task,
  type TaskConfig,
} from "./task.js";

/** Writing a hashtag word by word: the targets are its words and its end. */
export class GenerationTask implements Task {
  readonly config: ModelConfig;
  private readonly outputs: OutputWords;

  constructor(
    config: TaskConfig,
    private readonly vocabulary: Vocabulary,
    private readonly truncation: Truncation,
  ) {
    this.outputs = new OutputWords(vocabulary, copies(config.model));
    this.config = configOf(config, vocabulary, this.outputs.size);
  }

  examples(instances: readonly Instance[]): GoldExamples {
    return encodeForTraining(instances, this.vocabulary, this.truncation) as GoldExamples;
  }

  targets(examples: readonly GoldExample[], postSteps: number | undefined): Targets {
    const previous = pad(examples.map(({ target }) => Int32Array.of(START, ...target)));
    const gold = goldWordsOf(examples, previous.steps, this.config, this.outputs);
    const copying = copies(this.config.model) ? copyFeeds(gold, examples, postSteps as number) : {};
    return {
      count: gold.length,
      words: { "previous.embedded": previous.ids },
      sizes: { Ty: previous.steps },
      feeds: {
        ...outputRows(gold.map(({ row }) => row)),
        ...outputTargets(gold.map(({ output }) => Math.max(output, 0))),
        ...copying,
      },
    };
  }

  start(model: SharedModel, parameters: ParameterData): Promise<void> {
    return startLexically(model, this.trained(parameters));
  }

  files(parameters: ParameterData): Record<string, Uint8Array> {
    const trained = this.trained(parameters);
    return {
      "encoder.onnx": toOnnx(encoderGraph(trained)),
      "decoder.onnx": toOnnx(decoderGraph(trained)),
    };
  }

  private trained(parameters: ParameterData): TrainedModel {
    return { config: this.config, parameters, decoderWords: this.outputs.decoderWords };
  }
}

/** A word to predict: where it stands, and the ways to it. */
interface GoldWord {
  readonly example: number;
  /** Its place in the flattened `[B, Ty]`. */
  readonly row: number;
  /** Its output number; -1 when it can only be copied. */
  readonly output: number;
  /** Places in the post where it can be copied from. */
  readonly copyFrom: readonly number[];
}

/**
 * The gold words of all hashtags, and their ends. Words that the model cannot express (a validation
 * hashtag may have such) are left out: no parameter could change their loss.
 */
function goldWordsOf(
  examples: readonly GoldExample[],
  steps: number,
  config: ModelConfig,
  outputs: OutputWords,
): GoldWord[] {
  const mayCopy = copies(config.model);
  return examples.flatMap(({ post, target }, example) => {
    const words = Array.from(target, (id, t): GoldWord => {
      const copyFrom = mayCopy && id !== UNKNOWN ? placesOf(id, post) : [];
      return { example, row: example * steps + t, output: outputs.outputOf(id), copyFrom };
    });
    const end = { example, row: example * steps + target.length, output: END_OUTPUT, copyFrom: [] };
    return [...words, end].filter(({ output, copyFrom }) => output >= 0 || copyFrom.length > 0);
  });
}

function placesOf(id: number, words: Int32Array): number[] {
  return [...words.keys()].filter((place) => words[place] === id);
}

function copyFeeds(
  gold: readonly GoldWord[],
  examples: readonly GoldExample[],
  steps: number,
): Record<string, TensorData> {
  const n = gold.length;
  const copy = new Float32Array(n * steps).fill(NEVER);
  const readable = new Float32Array(n * steps).fill(NEVER);
  gold.forEach(({ example, copyFrom }, i) => {
    readable.fill(0, i * steps, i * steps + (examples[example] as GoldExample).post.length);
    for (const place of copyFrom) copy[i * steps + place] = 0;
  });
  const generate = Float32Array.from(gold, ({ output }) => (output >= 0 ? 0 : NEVER));
  return {
    "target.readable": { data: readable, dims: [n, steps] },
    "target.copy": { data: copy, dims: [n, steps] },
    "target.generate": { data: generate, dims: [n, 1] },
  };
}
