import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../support/errors.js";
import { readBytes, writeAtomically } from "../support/files.js";
import type { EpochRecord } from "./history.js";
import type { TrainingOptions } from "./options.js";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";
import type { Schedule } from "./schedule.js";
import type { SharedModel, Trained } from "./shared-model.js";

const FILE = "checkpoint.safetensors";
const VERSION = 1;

/** Where a training run stands, beside the numbers of the model. */
export interface Position {
  /** The epoch under way, from 1, and how many of its batches are done. */
  readonly epoch: number;
  readonly batch: number;
  /** Updates made so far. */
  readonly step: number;
  /** Of the epoch under way: summed loss, targets (gold words and the like) and posts so far, and seconds spent. */
  readonly lossSum: number;
  readonly words: number;
  readonly posts: number;
  readonly seconds: number;
  readonly schedule: Schedule;
  /** The epochs that are done. */
  readonly history: readonly EpochRecord[];
}

/** What a run must have in common with the one that it resumes. */
export interface RunIdentity {
  readonly options: TrainingOptions;
  readonly datasetHash: string;
}

/** Whether a folder holds a run that can be resumed. */
export function hasCheckpoint(folder: string): boolean {
  return existsSync(join(folder, FILE));
}

/**
 * Saves all that a run needs to go on to the same result. The checkpoint before stays until this one
 * is whole.
 * @throws UserError when it cannot be written
 */
export function saveCheckpoint(
  folder: string,
  model: SharedModel,
  position: Position,
  identity: RunIdentity,
): void {
  const metadata = {
    version: String(VERSION),
    position: JSON.stringify(position),
    identity: JSON.stringify(identity),
  };
  writeAtomically(join(folder, FILE), encodeSafetensors({ metadata, tensors: arraysOf(model) }));
}

/**
 * Puts a model back to where its run was interrupted.
 * @param model takes the saved numbers
 * @returns where the run goes on
 * @throws UserError when the checkpoint is damaged or belongs to a run with other settings
 */
export function loadCheckpoint(
  folder: string,
  model: SharedModel,
  identity: RunIdentity,
): Position {
  const path = join(folder, FILE);
  const { metadata, tensors } = decodeSafetensors(readBytes(path), path);
  if (metadata.version !== String(VERSION)) {
    throw new UserError(
      `${path}: written by another version of threadtag. Delete it and train again.`,
    );
  }
  const position = parse<Position>(path, metadata.position);
  checkIdentity(path, parse(path, metadata.identity), identity);
  for (const [name, numbers] of arraysOf(model)) {
    const saved = tensors.get(name);
    if (saved?.length !== numbers.length) {
      throw new UserError(`${path}: ${name} has another size. Delete it and train again.`);
    }
    numbers.set(saved);
  }
  return position;
}

/** What the metadata say of the run; `saveCheckpoint` wrote it as JSON. */
function parse<T>(path: string, json: string | undefined): T {
  try {
    return JSON.parse(json as string) as T;
  } catch (cause) {
    throw new UserError(
      `${path}: damaged (it does not say which run it is from). Delete it and train again.`,
      2,
      { cause },
    );
  }
}

/** Removes the checkpoint of a run that is complete. */
export function removeCheckpoint(folder: string): void {
  rmSync(join(folder, FILE), { force: true });
}

/** The number of epochs may be changed on resuming; anything else would give another model. */
function checkIdentity(path: string, saved: RunIdentity, now: RunIdentity): void {
  if (saved.datasetHash !== now.datasetHash) {
    throw new UserError(
      `${path}: the run was started on another dataset. Resume it with that one.`,
    );
  }
  const settings = now.options as unknown as Record<string, unknown>;
  const before = saved.options as unknown as Record<string, unknown>;
  const changed = Object.keys(settings).filter(
    (key) => key !== "epochs" && before[key] !== settings[key],
  );
  if (changed.length > 0) {
    const was = changed.map((key) => `${key} ${before[key]}`).join(", ");
    throw new UserError(
      `${path}: the run was started with ${was}. Resume it with the same settings.`,
    );
  }
}

function arraysOf({ dense, embedding }: SharedModel): Map<string, Float32Array> {
  const named = (name: string, trained: Trained): [string, Float32Array][] => [
    [name, trained.values],
    [`${name}.adam.first`, trained.first],
    [`${name}.adam.second`, trained.second],
  ];
  return new Map([...named("parameters", dense), ...named("embedding", embedding)]);
}
