import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../support/errors.js";
import type { ProcessLock } from "../../support/process-lock.js";
import type { Execute } from "./run-process.js";
import type { RunRecord } from "./run-record.js";
import { type RunSpec, runKey } from "./run-spec.js";
import type { RunStore } from "./run-store.js";

/** How often a run that another process makes is looked at again. */
const POLL_MS = 1_000;

/** What is told while runs are made. */
export interface SchedulerHooks {
  /** A run is finished, made now or found. @param made whether it was made now */
  onFinished?(record: RunRecord, made: boolean): void;
  /** How far the runs under way are, each in [0, 1]. */
  onProgress?(underWay: ReadonlyMap<RunSpec, number>): void;
  /** Nothing is left to do but runs that another process makes. */
  onWaiting?(spec: RunSpec): void;
  warn?(message: string): void;
}

/** How runs are made. */
export interface SchedulerOptions {
  readonly store: RunStore;
  /** Runs made at the same time. */
  readonly jobs: number;
  readonly execute: Execute;
  readonly hooks?: SchedulerHooks;
  /** Stops the work; finished runs and checkpoints are kept. */
  readonly signal?: AbortSignal;
}

/** What came of some runs. */
export interface RunsOutcome {
  /** In the order of the runs; undefined where one failed. */
  readonly records: (RunRecord | undefined)[];
  /** Which runs failed, and why. */
  readonly failures: string[];
}

/**
 * Makes all runs that are not in the store yet, several at a time. A run that another process is making is
 * left to it, and waited for at the end; one that fails does not keep the others from being made.
 * @param specs different ones, in the order in which they are to be started
 * @returns undefined when the work was stopped
 */
export async function makeRuns(
  specs: readonly RunSpec[],
  options: SchedulerOptions,
): Promise<RunsOutcome | undefined> {
  const scheduler = new Scheduler(specs, options);
  await Promise.all(Array.from({ length: options.jobs }, () => scheduler.work()));
  return scheduler.outcome();
}

class Scheduler {
  private readonly pending: RunSpec[];
  private readonly records = new Map<string, RunRecord>();
  private readonly underWay = new Map<RunSpec, number>();
  private readonly failures: string[] = [];
  private readonly signal: AbortSignal;

  constructor(
    private readonly specs: readonly RunSpec[],
    private readonly options: SchedulerOptions,
  ) {
    this.pending = [...specs];
    this.signal = options.signal ?? new AbortController().signal;
  }

  /** Makes one run after the other until none is left. */
  async work(): Promise<void> {
    while (this.pending.length > 0 && !this.signal.aborted) {
      const taken = this.take();
      if (taken) await this.make(taken.spec, taken.lock);
      else if (this.pending.length > 0) await this.wait();
    }
  }

  outcome(): RunsOutcome | undefined {
    const { failures, specs, records } = this;
    if (records.size + failures.length < specs.length) return undefined;
    return { records: specs.map((spec) => records.get(runKey(spec))), failures };
  }

  /** The next run that is neither finished nor made by another process, with its lock. */
  private take(): { spec: RunSpec; lock: ProcessLock } | undefined {
    const { store } = this.options;
    for (const spec of [...this.pending]) {
      const found = store.find(spec);
      if (found) {
        this.finish(spec, found, false);
        continue;
      }
      const lock = store.lock(spec);
      if (!lock) continue;
      this.remove(spec);
      return { spec, lock };
    }
    return undefined;
  }

  private async make(spec: RunSpec, lock: ProcessLock): Promise<void> {
    const { execute, store, hooks = {} } = this.options;
    const onProgress = (fraction: number): void => {
      this.underWay.set(spec, fraction);
      hooks.onProgress?.(this.underWay);
    };
    try {
      // Another process may have finished it just before the lock was taken.
      const earlier = store.find(spec);
      if (earlier) return this.finish(spec, earlier, false);
      onProgress(0);
      const warn = (message: string) => hooks.warn?.(message);
      const finished = await execute(spec, { onProgress, warn }, this.signal);
      const record = finished ? store.find(spec) : undefined;
      if (record) this.finish(spec, record, true);
    } catch (error) {
      this.failures.push(`${spec.system}, seed ${spec.seed}: ${messageOf(error)}`);
    } finally {
      this.underWay.delete(spec);
      lock.release();
    }
  }

  private finish(spec: RunSpec, record: RunRecord, made: boolean): void {
    this.remove(spec);
    this.underWay.delete(spec);
    this.records.set(runKey(spec), record);
    this.options.hooks?.onFinished?.(record, made);
  }

  private remove(spec: RunSpec): void {
    const place = this.pending.indexOf(spec);
    if (place >= 0) this.pending.splice(place, 1);
  }

  private async wait(): Promise<void> {
    // While this process makes runs itself, the others are no news.
    if (this.underWay.size === 0) this.options.hooks?.onWaiting?.(this.pending[0]!);
    await sleep(POLL_MS, undefined, { signal: this.signal }).catch(() => {});
  }
}
