import type { ModelInfo } from "../tagger/threadtag.js";
import { ApiError } from "./api-error.js";
import type { Journal } from "./journal.js";
import type { ModelPlace, Question } from "./model-runner.js";
import { type Answered, QuestionQueue, type Waiting } from "./question-queue.js";
import { OtherModel, WorkerGroup } from "./worker-group.js";
import { type StartThread, startThread, type WorkerHandle } from "./worker-handle.js";

/** How much a pool does at a time. */
export interface PoolOptions {
  readonly place: Omit<ModelPlace, "journal">;
  readonly workers: number;
  /** Most questions that a worker gets together. */
  readonly batch: number;
  /** Most questions that wait. */
  readonly queue: number;
  /** Seconds after which a worker that has not answered is taken for stuck and ended. */
  readonly patience: number;
  /** What was learnt since the model was trained. */
  readonly journal?: Journal;
  readonly start?: StartThread;
}

/** What a pool tells of. */
export interface PoolHooks {
  onBatch?(questions: number): void;
  onCrash?(error: Error): void;
  onRestart?(): void;
  onRestartFailed?(error: Error): void;
  /** The folder holds another model by now. */
  onOtherModel?(): void;
}

/** Seconds after which a client may ask again when the queue was full. */
const RETRY_SECONDS = 1;

/** Workers that answer questions to a model, and the questions that wait for them. */
export class SuggestionPool {
  private readonly queue: QuestionQueue;
  private dispatching = false;
  private closed = false;
  private reloading: Promise<ModelInfo> | undefined;
  private readonly asked = new Set<Promise<unknown>>();

  private constructor(
    private readonly options: PoolOptions,
    private readonly hooks: PoolHooks,
    private group: WorkerGroup,
  ) {
    this.queue = new QuestionQueue(options.queue);
  }

  /**
   * Opens a model in all workers.
   * @throws UserError when the model cannot be opened
   */
  static async open(options: PoolOptions, hooks: PoolHooks = {}): Promise<SuggestionPool> {
    let pool: SuggestionPool | undefined;
    const group = await openGroup(options, hooks, () => pool?.dispatchSoon());
    pool = new SuggestionPool(options, hooks, group);
    return pool;
  }

  get model(): ModelInfo {
    return this.group.model;
  }

  /** How many questions wait. */
  get waiting(): number {
    return this.queue.length;
  }

  /** How many workers are there. */
  get workers(): number {
    return this.closed ? 0 : this.group.size;
  }

  /**
   * Asks questions, all or none.
   * @param signal who asks waits no longer: questions that wait are dropped
   * @returns what each came to, in their order; rejects with the signal's reason
   * @throws ApiError when there is no room for them, or the worker that had one of them has failed
   */
  async ask(questions: readonly Question[], signal: AbortSignal): Promise<Answered[]> {
    if (this.closed) throw new ApiError("not_ready", "The service is stopping.", RETRY_SECONDS);
    if (!this.queue.hasRoom(questions.length)) {
      const why = "More requests wait than the service takes. Try again later.";
      throw new ApiError("overloaded", why, RETRY_SECONDS);
    }
    const answers = this.queue.add(questions, signal);
    this.asked.add(answers);
    this.dispatchSoon();
    try {
      return await answers;
    } finally {
      this.asked.delete(answers);
    }
  }

  /**
   * Lets all workers learn what has been added to the journal.
   * @returns why the last request was refused
   */
  learn(): Promise<string | undefined> {
    return this.group.learn();
  }

  /**
   * Opens the model's folder again and goes on with what it holds by now; meanwhile, and if that
   * fails, the model of before answers.
   * @throws Error when the model cannot be opened
   */
  reload(): Promise<ModelInfo> {
    this.reloading ??= this.swap().finally(() => {
      this.reloading = undefined;
    });
    return this.reloading;
  }

  /** Answers what waits, and ends the workers. */
  async close(): Promise<void> {
    this.closed = true;
    await this.reloading?.catch(() => {});
    await Promise.allSettled(this.asked);
    await this.group.close();
  }

  private async swap(): Promise<ModelInfo> {
    const old = this.group;
    this.group = await openGroup(this.options, this.hooks, () => this.dispatchSoon());
    // What was learnt while it opened.
    await this.group.learn();
    this.dispatchSoon();
    await old.close();
    return this.group.model;
  }

  /** Hands out work once all requests that are at hand have been read: they are answered together. */
  private dispatchSoon(): void {
    if (this.dispatching) return;
    this.dispatching = true;
    setImmediate(() => {
      this.dispatching = false;
      this.dispatch();
    });
  }

  private dispatch(): void {
    const { group } = this;
    const { free } = group;
    for (const [i, worker] of free.entries()) {
      const share = Math.ceil(this.queue.length / (free.length - i));
      const batch = this.queue.take(Math.min(share, this.options.batch));
      if (batch.length > 0) void this.answer(batch, worker, group.model.id);
    }
  }

  private async answer(batch: readonly Waiting[], worker: WorkerHandle, model: string) {
    this.hooks.onBatch?.(batch.length);
    const alarm = setTimeout(() => worker.stop(), this.options.patience * 1000);
    try {
      const outcomes = await worker.answer(batch.map(({ question }) => question));
      for (const [i, outcome] of outcomes.entries()) batch[i]?.resolve({ outcome, model });
    } catch (cause) {
      const error = new ApiError("worker_failed", "The worker failed on this request.", undefined, {
        cause,
      });
      for (const { reject } of batch) reject(error);
    } finally {
      clearTimeout(alarm);
    }
    this.dispatchSoon();
  }
}

function openGroup(options: PoolOptions, hooks: PoolHooks, onReady: () => void) {
  const { place, workers, journal, start = startThread } = options;
  const learnTo = () => journal?.bytes ?? 0;
  const whole = journal ? { ...place, journal: journal.path } : place;
  return WorkerGroup.open(
    { place: whole, workers, start, learnTo },
    {
      onCrash: (error) => hooks.onCrash?.(error),
      onRestartFailed: (error) => {
        hooks.onRestartFailed?.(error);
        if (error instanceof OtherModel) hooks.onOtherModel?.();
      },
      onRestart: () => {
        hooks.onRestart?.();
        onReady();
      },
    },
  );
}
