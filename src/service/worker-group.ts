import { setTimeout } from "node:timers/promises";
import type { ModelInfo } from "../tagger/threadtag.js";
import type { ModelPlace } from "./model-runner.js";
import { type StartThread, WorkerHandle } from "./worker-handle.js";

/** How many workers there are, and what they do. */
export interface GroupOptions {
  readonly place: ModelPlace;
  readonly workers: number;
  readonly start: StartThread;
  /** How many bytes of the journal are valid now. */
  readonly learnTo: () => number;
}

/** What a group tells of. */
export interface GroupHooks {
  /** A worker has ended by itself. */
  onCrash(error: Error): void;
  /** A worker that took its place is ready. */
  onRestart(): void;
  /** The folder holds another model by now, or none that can be opened. */
  onRestartFailed(error: Error): void;
}

/** Tries to start a worker again wait twice as long each time, between these. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** A worker that started again has found another model in its folder. */
export class OtherModel extends Error {}

/** The workers that have opened one and the same model. */
export class WorkerGroup {
  private readonly workers = new Set<WorkerHandle>();
  private readonly closing = new AbortController();

  private constructor(
    readonly model: ModelInfo,
    private readonly options: GroupOptions,
    private readonly hooks: GroupHooks,
  ) {}

  /**
   * Starts workers.
   * @throws Error when one of them cannot open the model
   */
  static async open(options: GroupOptions, hooks: GroupHooks): Promise<WorkerGroup> {
    const opened = await Promise.allSettled(
      Array.from({ length: options.workers }, () => openWorker(options)),
    );
    const workers = opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const failed = opened.find((each) => each.status === "rejected");
    if (failed) {
      await Promise.all(workers.map((worker) => worker.stop()));
      throw failed.reason;
    }
    const group = new WorkerGroup((workers[0] as WorkerHandle).model, options, hooks);
    for (const worker of workers) group.take(worker);
    return group;
  }

  /** How many workers there are. */
  get size(): number {
    return this.workers.size;
  }

  /** Workers without work. */
  get free(): WorkerHandle[] {
    return [...this.workers].filter(({ isFree }) => isFree);
  }

  /**
   * Lets all workers learn what the journal holds; one that ends meanwhile learns when it is back.
   * @returns why the last request was refused
   */
  async learn(): Promise<string | undefined> {
    const end = this.options.learnTo();
    const learning = [...this.workers].map((worker) => worker.learn(end).catch(() => undefined));
    return (await Promise.all(learning)).find((refused) => refused !== undefined);
  }

  /** Ends the workers when they have finished what they do. */
  async close(): Promise<void> {
    this.closing.abort();
    // A thread answers in turn: the answer to this comes after all others.
    await Promise.allSettled([...this.workers].map((worker) => worker.learn(0)));
    await Promise.all([...this.workers].map((worker) => worker.stop()));
  }

  private take(worker: WorkerHandle): void {
    this.workers.add(worker);
    worker.ended.then((error) => {
      this.workers.delete(worker);
      if (this.closing.signal.aborted) return;
      this.hooks.onCrash(error);
      return this.replace();
    });
  }

  /** Starts a worker for one that has ended, until one starts. */
  private async replace(): Promise<void> {
    const { signal } = this.closing;
    for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        const worker = await openWorker(this.options);
        if (signal.aborted) return await worker.stop();
        await this.refuseOther(worker);
        this.take(worker);
        return this.hooks.onRestart();
      } catch (error) {
        if (!signal.aborted) this.hooks.onRestartFailed(error as Error);
        await setTimeout(wait, undefined, { signal, ref: false }).catch(() => {});
      }
    }
  }

  /** One group answers with one model. */
  private async refuseOther(worker: WorkerHandle): Promise<void> {
    if (worker.model.id === this.model.id) return;
    await worker.stop();
    throw new OtherModel(
      `the folder holds model ${worker.model.id} instead of ${this.model.id} by now`,
    );
  }
}

function openWorker({ start, place, learnTo }: GroupOptions): Promise<WorkerHandle> {
  return WorkerHandle.open(start, place, learnTo);
}
