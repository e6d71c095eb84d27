import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "../../dataset/folder.js";
import { isSystem, SYSTEMS, type SystemName } from "../../suggesters/systems.js";
import { trainSuggester } from "../../suggesters/train.js";
import { messageOf, UserError } from "../../support/errors.js";
import { describeIssue } from "../../support/json-value.js";
import { hasCheckpoint } from "../../training/checkpoint.js";
import { type EpochRecord, readHistory } from "../../training/history.js";
import { parseTrainingOptions, type TrainingOptions } from "../../training/options.js";
import { train } from "../../training/train.js";
import type { TrainingFacts } from "./run-record.js";
import type { RunSpec } from "./run-spec.js";

/** Runs are made side by side, one core for each, and the same on every machine. */
export const THREADS = 1;

/** Epochs after which early stopping usually ends a training; only progress displays rely on it. */
const USUAL_EPOCHS = 15;

/** What happens around a run. */
export interface RunHooks {
  /** Asked now and then while a run can stop and be resumed. */
  shouldStop(): boolean;
  /**
   * @param fraction how far the run is, in [0, 1]
   * @param stoppable whether it would notice `shouldStop` and keep what it has done
   */
  onProgress(fraction: number, stoppable: boolean): void;
  /** Told what went wrong and was mended. */
  warn(message: string): void;
}

/** What is known of a training when it is over, but for its memory. */
export type Trained = Omit<TrainingFacts, "peakMemory">;

/**
 * Trains the system of a run, going on with a training that was interrupted.
 * @returns how it went; undefined when it was stopped
 * @throws UserError when the data or settings are wrong, or the loss diverges in the first epoch
 */
export async function trainSystem(
  spec: RunSpec,
  dataset: Dataset<"train" | "valid">,
  folder: string,
  hooks: RunHooks,
): Promise<Trained | undefined> {
  return isSystem(spec.system)
    ? learn(spec.system, spec, dataset, folder, hooks)
    : trainNeural(spec, dataset, folder, hooks);
}

async function learn(
  name: SystemName,
  { seed, settings }: RunSpec,
  dataset: Dataset<"train" | "valid">,
  folder: string,
  hooks: RunHooks,
): Promise<Trained> {
  // What an earlier process left; it cannot be gone on with.
  rmSync(folder, { recursive: true, force: true });
  const started = performance.now();
  const onProgress = (fraction: number) => hooks.onProgress(fraction, false);
  const model = await trainSuggester(name, dataset, folder, { seed, settings }, { onProgress });
  await model.close();
  return { seconds: (performance.now() - started) / 1000, threads: THREADS };
}

async function trainNeural(
  spec: RunSpec,
  dataset: Dataset<"train" | "valid">,
  folder: string,
  hooks: RunHooks,
): Promise<Trained | undefined> {
  const options = neuralOptions(spec.system, spec.settings, spec.seed);
  if (isComplete(folder)) return factsOf(readHistory(join(folder, "history.json")));
  const { outcome, history, bestEpoch } = await trainOrResume(dataset, folder, options, hooks);
  if (outcome === "stopped") return undefined;
  if (bestEpoch > 0) return factsOf(history);
  throw new UserError(
    `${spec.system}, seed ${spec.seed}: the loss is no longer a number. Give it a lower "learningRate" in the file of --config.`,
    1,
  );
}

/**
 * Settings of a system with its defaults filled in: a run made with other defaults is another run.
 * @throws UserError naming the system and the setting that is wrong
 */
export function completeSettings(
  system: string,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const fixed = ["model", "seed", "threads"].find((name) => name in given);
  if (fixed !== undefined) {
    throw new UserError(`settings of ${system}: "${fixed}" is set by the command. Leave it out.`);
  }
  if (!isSystem(system)) {
    const { model: _, seed: __, threads: ___, ...settings } = neuralOptions(system, given, 1);
    return settings;
  }
  const result = SYSTEMS[system].settings.safeParse(given);
  if (result.success) return result.data as Record<string, unknown>;
  throw new UserError(`settings of ${system}: ${describeIssue(result.error)}`);
}

function neuralOptions(
  system: string,
  settings: Readonly<Record<string, unknown>>,
  seed: number,
): TrainingOptions {
  const given = { ...settings, model: system, seed, threads: THREADS };
  return parseTrainingOptions(given as Partial<TrainingOptions>);
}

async function trainOrResume(
  dataset: Dataset<"train" | "valid">,
  folder: string,
  options: TrainingOptions,
  hooks: RunHooks,
) {
  const expected = Math.min(options.epochs, USUAL_EPOCHS);
  let examples = 1;
  const training = {
    shouldStop: () => hooks.shouldStop(),
    onPlan: (plan: { examples: number }) => {
      examples = plan.examples;
    },
    onStep: ({ epoch, posts }: { epoch: number; posts: number }) =>
      hooks.onProgress(Math.min(0.95, (epoch - 1 + posts / examples) / expected), true),
  };
  if (hasCheckpoint(folder)) {
    try {
      return await train(dataset, folder, options, training, true);
    } catch (error) {
      hooks.warn(`${messageOf(error)} It is trained again from the start.`);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return train(dataset, folder, options, training);
}

function isComplete(folder: string): boolean {
  return existsSync(join(folder, "manifest.json")) && !hasCheckpoint(folder);
}

function factsOf(history: readonly EpochRecord[]): Trained {
  const best = history.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
  return {
    seconds: history.reduce((total, { seconds }) => total + seconds, 0),
    threads: THREADS,
    bestEpoch: best.epoch,
    epochs: history.length,
    validationLoss: best.validationLoss,
  };
}
