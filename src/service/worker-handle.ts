import { Thread } from "../support/thread.js";
import type { ModelInfo } from "../tagger/threadtag.js";
import type { ModelPlace, Outcome, Question } from "./model-runner.js";
import type { WorkerCall, WorkerValue } from "./model-worker.js";

/** What a worker runs in: a thread of its own, or a test's stand-in for one. */
export type WorkerThread = Pick<Thread<WorkerCall, WorkerValue>, "call" | "stop" | "ended">;

/** Starts what a worker runs in. */
export type StartThread = (place: ModelPlace) => WorkerThread;

/** Starts a thread with a model. */
export const startThread: StartThread = (workerData) =>
  new Thread(new URL("./model-worker.js", import.meta.url), { workerData });

/** A worker that has opened a model; it answers one list of questions at a time. */
export class WorkerHandle {
  private busy = 0;

  private constructor(
    private readonly thread: WorkerThread,
    readonly model: ModelInfo,
  ) {}

  /**
   * Starts a worker.
   * @param learnTo how many bytes of the journal it learns before it is used
   * @throws Error when it cannot open the model or learn the journal
   */
  static async open(
    start: StartThread,
    place: ModelPlace,
    learnTo: () => number,
  ): Promise<WorkerHandle> {
    const thread = start(place);
    try {
      const model = (await thread.call({ method: "open", takes: null })) as ModelInfo;
      const worker = new WorkerHandle(thread, model);
      await worker.learn(learnTo());
      return worker;
    } catch (error) {
      await thread.stop();
      throw error;
    }
  }

  /** Whether it has nothing to do. */
  get isFree(): boolean {
    return this.busy === 0;
  }

  /** Resolves with the reason once it has ended. */
  get ended(): Promise<Error> {
    return this.thread.ended;
  }

  /** @throws Error when the worker ends, or the work fails for a reason that is not the questions' */
  answer(questions: readonly Question[]): Promise<Outcome[]> {
    return this.during(this.thread.call({ method: "answer", takes: questions })) as Promise<
      Outcome[]
    >;
  }

  /**
   * @param end how many bytes of the journal are valid
   * @returns why the last request was refused
   */
  learn(end: number): Promise<string | undefined> {
    const call = this.thread.call({ method: "learn", takes: end });
    return this.during(call) as Promise<string | undefined>;
  }

  /** Ends it at once. */
  stop(): Promise<void> {
    return this.thread.stop();
  }

  private async during<T>(work: Promise<T>): Promise<T> {
    this.busy++;
    try {
      return await work;
    } finally {
      this.busy--;
    }
  }
}
