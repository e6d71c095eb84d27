import { join } from "node:path";
import { encodeForTraining, MAX_HASHTAG_WORDS } from "../dataset/encode.js";
import type { Dataset } from "../dataset/folder.js";
import { Vocabulary } from "../dataset/vocabulary.js";
import { copies, type ModelConfig } from "../model/config.js";
import type { TrainedModel } from "../model/inference-graph.js";
import { OutputWords } from "../model/output-words.js";
import type { ParameterData } from "../model/parameters.js";
import { trainingGraph } from "../model/training-graph.js";
import { UserError } from "../support/errors.js";
import { writeAtomically } from "../support/files.js";
import { withSurfaces } from "../text/text-reader.js";
import type { GoldExample } from "./batch.js";
import { loadCheckpoint, type Position, type RunIdentity, saveCheckpoint } from "./checkpoint.js";
import { trainingCurve } from "./curve.js";
import { type EpochRecord, writeHistory } from "./history.js";
import { startLexically } from "./lexical-start.js";
import { writeModel } from "./model-folder.js";
import type { TrainingOptions } from "./options.js";
import {
  createSharedModel,
  initialiseModel,
  parameterOf,
  type SharedModel,
} from "./shared-model.js";
import type { TrainingData } from "./trainer.js";

/** A run's data, its model, and its files in the model folder. */
export class TrainingRun {
  readonly data: TrainingData;
  readonly model: SharedModel;
  /** Training hashtags left out for having too many words. */
  readonly tooLong: number;
  private readonly vocabulary: Vocabulary;
  private readonly identity: RunIdentity;

  /** @throws UserError when the data cannot be trained on */
  constructor(
    private readonly dataset: Dataset<"train" | "valid">,
    private readonly folder: string,
    private readonly options: TrainingOptions,
  ) {
    const { data, vocabulary, tooLong } = prepareData(dataset, options);
    this.data = data;
    this.vocabulary = vocabulary;
    this.tooLong = tooLong;
    this.model = emptyModel(data.config, options);
    this.identity = { options, datasetHash: dataset.info.hash };
  }

  /** Sets the numbers that training starts from. */
  async initialise(): Promise<void> {
    initialiseModel(this.model, this.options.seed);
    await startLexically(this.model, this.trainedModel());
  }

  /** Goes back to the checkpoint. @returns where the run stood */
  load(): Position {
    return loadCheckpoint(this.folder, this.model, this.identity);
  }

  /** Writes a checkpoint. */
  save(position: Position): void {
    saveCheckpoint(this.folder, this.model, position, this.identity);
  }

  /** Writes the model folder with the model as it stands. */
  export({ epoch, trainingLoss, validationLoss }: EpochRecord): void {
    const { dataset, options } = this;
    const { postWords, conversationWords, seed, threads } = options;
    const { name, language, hash } = dataset.info;
    const spellings = dataset.train.flatMap(({ surface = [] }) => surface);
    const knowledge = withSurfaces(dataset.knowledge, spellings);
    writeModel(this.folder, this.trainedModel(), this.vocabulary, knowledge, {
      truncation: { postWords, conversationWords },
      dataset: { name, language, hash },
      training: { seed, threads, epoch, trainingLoss, validationLoss },
    });
  }

  /** Writes the history and its plot. */
  writeCurve(history: readonly EpochRecord[]): void {
    writeHistory(join(this.folder, "history.json"), history);
    writeAtomically(join(this.folder, "curve.svg"), trainingCurve(history));
  }

  /** The model as it stands, for the graphs that use it. */
  private trainedModel(): TrainedModel {
    const { model, data } = this;
    const named = model.specs.map(({ name }): [string, Float32Array] => [
      name,
      parameterOf(model, name),
    ]);
    const parameters: ParameterData = new Map([...named, ["embedding", model.embedding.values]]);
    return { config: data.config, parameters, decoderWords: data.outputs.decoderWords };
  }
}

function prepareData(dataset: Dataset<"train" | "valid">, options: TrainingOptions) {
  const truncation = { postWords: options.postWords, conversationWords: options.conversationWords };
  const vocabulary = Vocabulary.build(dataset.train, { size: options.vocabulary, truncation });
  const outputs = new OutputWords(vocabulary, copies(options.model));
  const encode = (split: "train" | "valid") => {
    const { examples, tooLong } = encodeForTraining(dataset[split], vocabulary, truncation);
    if (examples.length > 0) return { examples: examples as GoldExample[], tooLong };
    throw new UserError(`${dataset.info.name}: the ${split} split has no hashtag to learn from.`);
  };
  const training = encode("train");
  const { model, embedding, hidden, layers, dropout, wordDropout } = options;
  const sizes = { vocabulary: vocabulary.size, outputs: outputs.size, embedding, hidden, layers };
  const data: TrainingData = {
    config: { model, ...sizes, dropout, wordDropout },
    outputs,
    training: training.examples,
    validation: encode("valid").examples,
  };
  return { data, vocabulary, tooLong: training.tooLong };
}

function emptyModel(config: ModelConfig, options: TrainingOptions): SharedModel {
  const words = options.postWords + options.conversationWords + MAX_HASHTAG_WORDS + 1;
  const perReplica = Math.ceil(options.batch / options.threads) * words;
  const specs = trainingGraph(config).parameters;
  return createSharedModel(config, specs, options.threads, perReplica);
}
