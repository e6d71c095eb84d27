import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "../dataset/folder.js";
import type { ModelConfig } from "../model/config.js";
import { UserError } from "../support/errors.js";
import { hasCheckpoint, type Position, removeCheckpoint } from "./checkpoint.js";
import type { EpochRecord } from "./history.js";
import type { TrainingOptions } from "./options.js";
import { ReplicaPool } from "./replica-pool.js";
import { type Outcome, startPosition, Trainer, type TrainerEvents } from "./trainer.js";
import { TrainingRun } from "./training-run.js";

/** What is known before the first step, to tell the user. */
export interface TrainingPlan {
  readonly config: ModelConfig;
  /** Training examples: of an extractor one per post, of others one per gold hashtag. */
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
  refuseForeignFolder(folder, resume);
  const run = new TrainingRun(dataset, folder, options);
  const resumed = resume ? run.load() : undefined;
  if (!resumed) await run.initialise();
  hooks.onPlan?.(planOf(run, resumed));
  const pool = await ReplicaPool.create(run.data.task.config, run.model);
  try {
    const trainer = new Trainer(run.data, options, pool, resumed ?? startPosition(options));
    // A disk without room for a checkpoint shows now, and not after an hour.
    if (!resumed) run.save(trainer.position);
    const outcome = await trainer.run(eventsOf(run, hooks));
    if (outcome === "stopped") run.save(trainer.position);
    if (outcome === "finished") removeCheckpoint(folder);
    const { history, schedule } = trainer.position;
    return { outcome, history, bestEpoch: schedule.bestEpoch };
  } finally {
    await pool.close();
  }
}

function planOf(
  { data, model, tooLong }: TrainingRun,
  resumed: Position | undefined,
): TrainingPlan {
  return {
    config: data.task.config,
    examples: data.training.length,
    tooLong,
    parameters: model.dense.values.length + model.embedding.values.length,
    ...(resumed && { resumed }),
  };
}

function eventsOf(run: TrainingRun, hooks: TrainingHooks): TrainerEvents {
  return {
    shouldStop: () => hooks.shouldStop?.() ?? false,
    onStep: (position) => hooks.onStep?.(position),
    onEpoch: (position, isBest) => {
      const record = position.history.at(-1) as EpochRecord;
      if (isBest) run.export(record);
      run.writeCurve(position.history);
      // Last: a run that ends before this goes through the epoch again, and writes all of it.
      run.save(position);
      hooks.onEpoch?.(record, isBest);
    },
  };
}

/**
 * Refuses a folder that a run must not write to.
 * @param resume whether the run goes on with the one in the folder
 * @throws UserError when the folder holds a model or another run
 */
export function refuseForeignFolder(folder: string, resume: boolean): void {
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
