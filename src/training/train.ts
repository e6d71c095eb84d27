import { existsSync } from "node:fs";
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
import {
  hasCheckpoint,
  loadCheckpoint,
  type Position,
  type RunIdentity,
  removeCheckpoint,
  saveCheckpoint,
} from "./checkpoint.js";
import { trainingCurve } from "./curve.js";
import { type EpochRecord, writeHistory } from "./history.js";
import { startLexically } from "./lexical-start.js";
import { writeModel } from "./model-folder.js";
import type { TrainingOptions } from "./options.js";
import { ReplicaPool } from "./replica-pool.js";
import {
  createSharedModel,
  initialiseModel,
  parameterOf,
  type SharedModel,
} from "./shared-model.js";
import { type Outcome, startPosition, Trainer, type TrainingData } from "./trainer.js";

/** What is known before the first step, to tell the user. */
export interface TrainingPlan {
  readonly config: ModelConfig;
  /** Training examples, one per gold hashtag. */
  readonly examples: number;
  /** Training hashtags left out for having too many words. */
  readonly tooLong: number;
  /** Numbers that are trained, embeddings included. */
  readonly parameters: number;
  /** The epoch and batch a resumed run starts in; undefined for a new run. */
  readonly resumed?: Position;
}

/** What the caller is told, and what it may ask for. */
export interface TrainingHooks {
  onPlan?(plan: TrainingPlan): void;
  onStep?(position: Position): void;
  onEpoch?(record: EpochRecord, isBest: boolean): void;
  /** Asked before every step; true saves a checkpoint and ends the run. */
  shouldStop?(): boolean;
}

/** How a run ended. */
export interface TrainingResult {
  readonly outcome: Outcome;
  readonly history: readonly EpochRecord[];
  /** The epoch whose model was kept, 0 where there is none. */
  readonly bestEpoch: number;
}

/**
 * Trains a model and keeps the best in a folder: after every epoch a checkpoint, the history and its
 * plot, and the model itself whenever the validation loss is the lowest so far.
 * @param folder the model folder; it must be new, or hold a run to resume
 * @param resume whether to go on with the run in the folder
 * @throws UserError when the folder holds something else, or the data cannot be trained on
 */
export async function train(
  dataset: Dataset<"train" | "valid">,
  folder: string,
  options: TrainingOptions,
  hooks: TrainingHooks = {},
  resume = false,
): Promise<TrainingResult> {
  const identity: RunIdentity = { options, datasetHash: dataset.info.hash };
  refuseForeignFolder(folder, resume);
  const { data, vocabulary, tooLong } = prepareData(dataset, options);
  const knowledge = withSurfaces(
    dataset.knowledge,
    dataset.train.flatMap(({ surface = [] }) => surface),
  );
  const model = emptyModel(data.config, options);
  const resumed = resume ? loadCheckpoint(folder, model, identity) : undefined;
  if (!resumed) await initialise(model, data, options.seed);
  hooks.onPlan?.({
    config: data.config,
    examples: data.training.length,
    tooLong,
    parameters: model.dense.values.length + model.embedding.values.length,
    ...(resumed && { resumed }),
  });
  const exportBest = ({ epoch, trainingLoss, validationLoss }: EpochRecord): void => {
    const { postWords, conversationWords, seed, threads } = options;
    const { name, language, hash } = dataset.info;
    writeModel(folder, trainedModel(model, data.config, data.outputs), vocabulary, knowledge, {
      truncation: { postWords, conversationWords },
      dataset: { name, language, hash },
      training: { seed, threads, epoch, trainingLoss, validationLoss },
    });
  };
  const pool = await ReplicaPool.create(data.config, model);
  try {
    const trainer = new Trainer(data, options, pool, resumed ?? startPosition(options));
    const save = (position: Position): void => saveCheckpoint(folder, model, position, identity);
    const outcome = await trainer.run({
      shouldStop: () => hooks.shouldStop?.() ?? false,
      onStep: (position) => hooks.onStep?.(position),
      onEpoch: (position, isBest) => {
        const record = position.history.at(-1) as EpochRecord;
        if (isBest) exportBest(record);
        writeCurve(folder, position.history);
        // Last: a run that ends before this goes through the epoch again, and writes all of it.
        save(position);
        hooks.onEpoch?.(record, isBest);
      },
    });
    if (outcome === "stopped") save(trainer.position);
    if (outcome === "finished") removeCheckpoint(folder);
    const { history, schedule } = trainer.position;
    return { outcome, history, bestEpoch: schedule.bestEpoch };
  } finally {
    await pool.close();
  }
}

function writeCurve(folder: string, history: readonly EpochRecord[]): void {
  writeHistory(join(folder, "history.json"), history);
  writeAtomically(join(folder, "curve.svg"), trainingCurve(history));
}

function refuseForeignFolder(folder: string, resume: boolean): void {
  const isComplete = existsSync(join(folder, "manifest.json"));
  if (resume && !hasCheckpoint(folder)) {
    const why = isComplete ? "its training is complete" : "it holds no checkpoint";
    throw new UserError(
      `${folder}: cannot be resumed: ${why}. Train without --resume into a new folder.`,
    );
  }
  if (!resume && hasCheckpoint(folder)) {
    throw new UserError(
      `${folder}: holds a run that was interrupted. Go on with --resume, or choose a new folder.`,
    );
  }
  if (!resume && isComplete) {
    throw new UserError(`${folder}: already holds a model. Choose a new folder for --out.`);
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

/** The numbers that training starts from. */
async function initialise(
  model: SharedModel,
  { config, outputs }: TrainingData,
  seed: number,
): Promise<void> {
  initialiseModel(model, seed);
  await startLexically(model, trainedModel(model, config, outputs));
}

/** A model as it stands, for the graphs that use it. */
function trainedModel(model: SharedModel, config: ModelConfig, outputs: OutputWords): TrainedModel {
  const named = model.specs.map(({ name }): [string, Float32Array] => [
    name,
    parameterOf(model, name),
  ]);
  const parameters: ParameterData = new Map([...named, ["embedding", model.embedding.values]]);
  return { config, parameters, decoderWords: outputs.decoderWords };
}
