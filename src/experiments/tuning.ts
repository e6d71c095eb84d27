import type { Dataset } from "../dataset/folder.js";
import { corpusFigure, scoreRun } from "./metrics.js";
import type { RunRecord } from "./runs/run-record.js";
import type { RunSpec } from "./runs/run-spec.js";
import { completeSettings } from "./runs/train-system.js";
import type { Candidate } from "./search-space.js";

/** What settings are judged by on the validation posts. */
export type Objective = "validation loss" | "validation F1@1";

/** Settings that were tried, and how they did; undefined where the training failed. */
export interface Trial {
  readonly settings: Candidate;
  readonly value: number | undefined;
}

/** The outcome of a search. */
export interface Tuning {
  readonly model: string;
  readonly objective: Objective;
  /** Best first. */
  readonly trials: readonly Trial[];
}

/**
 * The runs of a search, one for each candidate.
 * @param fixed settings that all have
 * @throws UserError naming the setting that is wrong
 */
export function trialSpecs(
  dataset: Dataset<"train" | "valid">,
  system: string,
  candidates: readonly Candidate[],
  fixed: Readonly<Record<string, unknown>>,
  seed: number,
): RunSpec[] {
  return candidates.map((candidate) => ({
    dataset: dataset.info.hash,
    system,
    settings: completeSettings(system, { ...fixed, ...candidate }),
    seed,
    split: "valid",
  }));
}

/**
 * Judges the runs of a search by the lowest validation loss, as the paper did; those of systems that have no
 * loss by the F1@1 of the validation posts, counted as the paper's script does.
 * @param records one for each candidate; undefined where a run failed
 */
export function rankTrials(
  dataset: Dataset<"train" | "valid">,
  model: string,
  candidates: readonly Candidate[],
  records: readonly (RunRecord | undefined)[],
): Tuning {
  const hasLoss = records.some((record) => record?.training.validationLoss !== undefined);
  const value = (record: RunRecord | undefined) =>
    record && (hasLoss ? record.training.validationLoss : f1(record, dataset));
  const trials = candidates.map((settings, i) => ({ settings, value: value(records[i]) }));
  const worst = hasLoss ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const sign = hasLoss ? 1 : -1;
  trials.sort((a, b) => sign * ((a.value ?? worst) - (b.value ?? worst)) || 0);
  return { model, objective: hasLoss ? "validation loss" : "validation F1@1", trials };
}

function f1(record: RunRecord, { valid, info }: Dataset<"train" | "valid">): number {
  return corpusFigure(scoreRun(record, valid, info.language)["released.f1@1"]);
}
