import { join } from "node:path";
import { MAX_HASHTAG_WORDS } from "../dataset/encode.js";
import type { Dataset } from "../dataset/folder.js";
import { Vocabulary } from "../dataset/vocabulary.js";
import type { ModelConfig } from "../model/config.js";
import { KnownHashtags } from "../model/known-hashtags.js";
import type { ParameterData } from "../model/parameters.js";
import { trainingGraph } from "../model/training-graph.js";
import { UserError } from "../support/errors.js";
import { writeAtomically } from "../support/files.js";
import { withSurfaces } from "../text/text-reader.js";
import { loadCheckpoint, type Position, type RunIdentity, saveCheckpoint } from "./checkpoint.js";
import { trainingCurve } from "./curve.js";
import { type EpochRecord, writeHistory } from "./history.js";
import { writeModel } from "./model-folder.js";
import type { TrainingOptions } from "./options.js";
import {
  createSharedModel,
  initialiseModel,
  parameterOf,
  type SharedModel,
} from "./shared-model.js";
import type { GoldExamples } from "./task.js";
import { createTask } from "./tasks.js";
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
    this.model = emptyModel(data.task.config, options);
    this.identity = { options, datasetHash: dataset.info.hash };
  }

  /** Sets the numbers that training starts from. */
  async initialise(): Promise<void> {
    initialiseModel(this.model, this.options.seed);
    await this.data.task.start(this.model, this.parameters());
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
    const { dataset, options, vocabulary } = this;
    const { postWords, conversationWords, seed, threads } = options;
    const { name, language, hash } = dataset.info;
    const spellings = dataset.train.flatMap(({ surface = [] }) => surface);
    const words = {
      vocabulary,
      knowledge: withSurfaces(dataset.knowledge, spellings),
      known: new KnownHashtags(dataset.train.flatMap(({ hashtags }) => hashtags)),
    };
    writeModel(this.folder, this.data.task, this.parameters(), words, {
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

  /** The numbers of the model as it stands, those of the embedding table among them. */
  private parameters(): ParameterData {
    const { model } = this;
    const named = model.specs.map(({ name }): [string, Float32Array] => [
      name,
      parameterOf(model, name),
    ]);
    return new Map([...named, ["embedding", model.embedding.values]]);
  }
}

function prepareData(dataset: Dataset<"train" | "valid">, options: TrainingOptions) {
  const truncation = { postWords: options.postWords, conversationWords: options.conversationWords };
  const vocabulary = Vocabulary.build(dataset.train, { size: options.vocabulary, truncation });
  const task = createTask(options, vocabulary, dataset.train);
  const encode = (split: "train" | "valid"): GoldExamples => {
    const found = task.examples(dataset[split]);
    if (found.examples.length > 0) return found;
    throw new UserError(`${dataset.info.name}: the ${split} split has no hashtag to learn from.`);
  };
  const { examples: training, tooLong } = encode("train");
  const data: TrainingData = { task, training, validation: encode("valid").examples };
  return { data, vocabulary, tooLong };
}

function emptyModel(config: ModelConfig, options: TrainingOptions): SharedModel {
  const words = options.postWords + options.conversationWords + MAX_HASHTAG_WORDS + 1;
  const perReplica = Math.ceil(options.batch / options.threads) * words;
  const specs = trainingGraph(config).parameters;
  return createSharedModel(config, specs, options.threads, perReplica);
}
