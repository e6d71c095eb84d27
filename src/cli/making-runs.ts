import type { Dataset } from "../dataset/folder.js";
import { executeRun } from "../experiments/runs/execute-run.js";
import { type Execute, inProcesses } from "../experiments/runs/run-process.js";
import { RunStore } from "../experiments/runs/run-store.js";
import type { SchedulerHooks, SchedulerOptions } from "../experiments/runs/scheduler.js";
import { UserError } from "../support/errors.js";
import { catchInterrupt } from "./interrupt.js";
import type { Io } from "./io.js";

/** Where runs are kept, and how many are made at the same time. */
export interface Workshop {
  readonly datasetFolder: string;
  readonly dataset: Dataset;
  readonly runs: string;
  /** 1: in this process; more: each in a process of its own. */
  readonly jobs: number;
}

/** What shows how far runs are. */
export interface RunDisplay {
  readonly hooks: SchedulerHooks;
  stop(): void;
}

/**
 * Does work that makes runs and shows how far it is; Ctrl-C stops it.
 * @throws UserError when it was stopped
 */
export async function makingRuns<T>(
  { datasetFolder, dataset, runs, jobs }: Workshop,
  display: RunDisplay,
  io: Io,
  work: (options: SchedulerOptions) => Promise<T | undefined>,
): Promise<T> {
  const { hooks } = display;
  const store = new RunStore(runs, (message) => hooks.warn?.(message));
  const interrupt = catchInterrupt(io, "Stopping: runs under way save a checkpoint.");
  const execute: Execute =
    jobs > 1
      ? inProcesses({ datasetFolder, storeFolder: runs })
      : (spec, executionHooks, signal) =>
          executeRun(
            { spec, dataset, store, ownProcess: false },
            { ...executionHooks, shouldStop: () => signal.aborted },
          );
  try {
    const outcome = await work({ store, jobs, execute, hooks, signal: interrupt.signal });
    if (outcome) return outcome;
  } finally {
    display.stop();
    interrupt.release();
  }
  throw new UserError(
    "stopped; finished runs and checkpoints are kept. The same command goes on.",
    1,
  );
}
