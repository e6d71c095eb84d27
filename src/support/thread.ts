import "./no-telemetry.js";
import type { MessagePort, TransferListItem, WorkerOptions } from "node:worker_threads";
import { Worker } from "node:worker_threads";
import { messageOf } from "./errors.js";

/** What a thread says: that it is ready, or what became of a call. */
type Message = "ready" | { readonly value: unknown } | { readonly error: string };

/** Who waits for an answer. */
interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A thread that answers calls, one after the other. */
export class Thread<Call, Value> {
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];
  private ready = false;
  private failure: Error | undefined;
  private tellEnd!: (error: Error) => void;

  /** Resolves with the reason once it has ended, for whatever reason. */
  readonly ended = new Promise<Error>((resolve) => {
    this.tellEnd = resolve;
  });

  /** @param file a module that calls `answerCalls` */
  constructor(file: URL, options: WorkerOptions = {}) {
    this.worker = new Worker(file, options);
    this.worker.on("message", (message: Message) => this.take(message));
    this.worker.on("error", (error) => this.end(error));
    this.worker.on("exit", () => this.end(new Error("the thread has stopped")));
  }

  /** Whether it has loaded its modules; earlier calls wait. False when it has ended, too. */
  get isReady(): boolean {
    return this.ready && !this.failure;
  }

  /** How many calls wait for an answer. */
  get calls(): number {
    return this.waiting.length;
  }

  /**
   * @param transfer memory that goes to the thread instead of being copied
   * @throws Error what the work throws there, or why the thread has ended
   */
  call(call: Call, transfer: readonly TransferListItem[] = []): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.failure) throw this.failure;
      this.waiting.push({ resolve: resolve as Waiting["resolve"], reject });
      this.worker.postMessage(call, transfer);
    });
  }

  /** Stops the thread, whatever it does. */
  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private take(message: Message): void {
    if (message === "ready") {
      this.ready = true;
      return;
    }
    const call = this.waiting.shift();
    if ("error" in message) call?.reject(new Error(message.error));
    else call?.resolve(message.value);
  }

  private end(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.failure);
    this.tellEnd(this.failure);
  }
}

/** What a call comes to. */
interface Answer<Value> {
  readonly value: Value;
  /** Memory that goes to the caller instead of being copied. */
  readonly transfer: readonly TransferListItem[];
}

/**
 * Makes this thread one that answers calls, one after the other.
 * @param answer the work
 */
export function answerCalls<Call, Value>(
  port: MessagePort,
  answer: (call: Call) => Answer<Value> | Promise<Answer<Value>>,
): void {
  const post = async (call: Call): Promise<void> => {
    try {
      const { value, transfer } = await answer(call);
      port.postMessage({ value } satisfies Message, transfer);
    } catch (error) {
      port.postMessage({ error: messageOf(error) } satisfies Message);
    }
  };
  let last: Promise<void> = Promise.resolve();
  port.on("message", (call: Call) => {
    last = last.then(() => post(call));
  });
  port.postMessage("ready" satisfies Message);
}
