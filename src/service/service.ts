import { messageOf, UserError } from "../support/errors.js";
import { ApiError } from "./api-error.js";
import { ApiKeys } from "./api-keys.js";
import { Journal } from "./journal.js";
import { DEFAULT_LIMITS, type Limits } from "./limits.js";
import type { Log } from "./log.js";
import { Metrics } from "./metrics.js";
import { type ModelDetails, readModelDetails } from "./model-details.js";
import { PageFiles } from "./page-files.js";
import { RateLimiter } from "./rate-limiter.js";
import { SuggestionPool } from "./suggestion-pool.js";
import type { StartThread } from "./worker-handle.js";

/** How a service is run. */
export interface ServiceOptions {
  /** The model's folder. */
  readonly folder: string;
  /** Brings the folder up to date before it is read again. */
  readonly refresh?: () => void;
  readonly workers: number;
  /** Processor threads of each worker. */
  readonly threads: number;
  /** Most threads of posts that a worker decodes together. */
  readonly batch: number;
  /** Most threads of posts that wait for a worker. */
  readonly queue: number;
  readonly limits?: Partial<Limits>;
  /** Threads that a client may ask about per minute; without it any number. */
  readonly rate?: number;
  /** How many proxies of our own stand in front. */
  readonly proxies?: number;
  /** The file of API keys; without it anyone may ask. */
  readonly keyFile?: string;
  /** Sites whose pages may ask. */
  readonly origins?: readonly string[];
  /** The journal of posts to learn; without it none are taken. */
  readonly journal?: string;
  /** The folder of the page. */
  readonly page?: string;
  /** Whether the log holds the texts of posts. */
  readonly logText?: boolean;
  /** What workers run in; threads by default. */
  readonly start?: StartThread;
}

/** A model that is served: its workers and all that the app needs beside them. */
export class Service {
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly limiter: RateLimiter | undefined;
  readonly journal: Journal | undefined;
  readonly page: PageFiles | undefined;
  private keyring: ApiKeys | undefined;
  private pool: SuggestionPool | undefined;
  private described: ModelDetails | undefined;
  private stopping = false;
  private reloading: Promise<void> = Promise.resolve();

  /** @throws UserError when the key file, the journal or the page cannot be read */
  constructor(
    readonly options: ServiceOptions,
    readonly log: Log,
  ) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.metrics = new Metrics(() => this.pool);
    this.limiter = options.rate === undefined ? undefined : new RateLimiter(options.rate);
    this.keyring = options.keyFile === undefined ? undefined : ApiKeys.read(options.keyFile);
    this.journal = options.journal === undefined ? undefined : Journal.open(options.journal);
    this.page = options.page === undefined ? undefined : PageFiles.read(options.page);
  }

  /**
   * Opens the model; until then the service is alive but not ready.
   * @throws UserError when the model cannot be opened, or cannot learn although it is to
   */
  async open(): Promise<void> {
    this.described = readModelDetails(this.options.folder);
    const pool = await this.openPool();
    if (this.journal && !pool.model.capabilities.learns) {
      await pool.close();
      throw new UserError(
        `${this.options.folder}: ${pool.model.name} cannot learn from single posts. Leave --learn out, or serve a model that learns, such as fusion.`,
      );
    }
    this.pool = pool;
  }

  /** Whether it can answer. */
  get isReady(): boolean {
    return !this.stopping && (this.pool?.workers ?? 0) > 0;
  }

  /** Whether it is about to end. */
  get isStopping(): boolean {
    return this.stopping;
  }

  /** Who may ask; undefined where anyone may. */
  get keys(): ApiKeys | undefined {
    return this.keyring;
  }

  /** @throws ApiError while no model is open */
  get workers(): SuggestionPool {
    if (this.pool) return this.pool;
    throw new ApiError("not_ready", "The model is being opened. Try again in a moment.", 1);
  }

  /** @throws ApiError while no model is open */
  get details(): ModelDetails {
    if (this.pool && this.described) return this.described;
    throw new ApiError("not_ready", "The model is being opened. Try again in a moment.", 1);
  }

  /** Reads keys and model again. What cannot be read leaves the old in place and is written to the log. */
  reload(): Promise<void> {
    // One after the other: each reads what is there when it begins.
    this.reloading = this.reloading.then(() => this.reloadNow());
    return this.reloading;
  }

  /** Says that no more requests are wanted; those that come nevertheless are answered. */
  announceStop(): void {
    this.stopping = true;
  }

  /** Answers what waits and ends. */
  async close(): Promise<void> {
    this.stopping = true;
    await this.pool?.close();
    this.journal?.close();
  }

  private async reloadNow(): Promise<void> {
    const { folder, keyFile, refresh } = this.options;
    try {
      if (keyFile !== undefined) this.keyring = ApiKeys.read(keyFile);
      refresh?.();
      const details = readModelDetails(folder);
      const model = await this.workers.reload();
      this.described = details;
      this.metrics.countReload("succeeded");
      this.log.info({ model: model.id }, "reloaded");
    } catch (error) {
      this.metrics.countReload("failed");
      this.log.error({ reason: messageOf(error) }, "not reloaded: the model of before goes on");
    }
  }

  private openPool(): Promise<SuggestionPool> {
    const { folder, workers, threads, batch, queue, start } = this.options;
    const { journal, log, metrics } = this;
    const { seconds } = this.limits;
    return SuggestionPool.open(
      {
        place: { folder, threads },
        workers,
        batch,
        queue,
        patience: 2 * seconds,
        ...(journal && { journal }),
        ...(start && { start }),
      },
      {
        onBatch: (questions) => metrics.countBatch(questions),
        onCrash: (error) => {
          metrics.countCrash();
          log.error({ reason: error.message }, "a worker has ended and is started again");
        },
        onRestart: () => log.info("a worker has been started again"),
        onRestartFailed: (error) => log.error({ reason: error.message }, "a worker cannot start"),
        onOtherModel: () => void this.reload(),
      },
    );
  }
}
