import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { Question } from "../src/service/model-runner.js";
import { workerOn } from "../src/service/model-worker.js";
import {
  type PoolHooks,
  type PoolOptions,
  SuggestionPool,
} from "../src/service/suggestion-pool.js";
import type { StartThread, WorkerThread } from "../src/service/worker-handle.js";
import { retrievalModel, threadOf } from "./service.js";

/** Workers that do not answer before they are let. */
export interface GatedWorkers {
  readonly start: StartThread;
  /** Those that have been started, in their order. */
  readonly threads: WorkerThread[];
  letAnswer(): void;
}

/** Makes workers that open models and learn, but hold all answers back; those go when the test ends. */
export function gatedWorkers(): GatedWorkers {
  let letAnswer!: () => void;
  const opened = new Promise<void>((resolve) => {
    letAnswer = resolve;
  });
  onTestFinished(() => letAnswer());
  const threads: WorkerThread[] = [];
  const start: StartThread = (place) => {
    const work = workerOn(place);
    const thread = threadOf(async (call) => {
      if (call.method === "answer") await opened;
      return work(call);
    });
    threads.push(thread);
    return thread;
  };
  return { start, threads, letAnswer };
}

/** Opens a pool of gated workers that ends with the test. */
export async function openPool(options: Partial<PoolOptions> = {}, hooks: PoolHooks = {}) {
  const workers = gatedWorkers();
  const pool = await SuggestionPool.open(
    {
      place: { folder: await retrievalModel() },
      workers: 1,
      batch: 4,
      queue: 10,
      patience: 60,
      start: workers.start,
      ...options,
    },
    hooks,
  );
  onTestFinished(async () => {
    workers.letAnswer();
    await pool.close();
  });
  return { pool, ...workers };
}

/** Questions about a post that the model knows words of. */
export function questions(count: number): Question[] {
  return Array.from({ length: count }, () => ({ kind: "suggest", request: { post: "wa wb" } }));
}

/** The signal of a client that does not hang up. */
export function never(): AbortSignal {
  return new AbortController().signal;
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(2);
}
