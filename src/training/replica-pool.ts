import "../support/no-telemetry.js";
import { Worker } from "node:worker_threads";
import type { ModelConfig } from "../model/config.js";
import type { Update } from "./adam.js";
import type { Batch } from "./batch.js";
import { Replica, type ReplicaOptions } from "./replica.js";
import type { ReplicaAnswer, ReplicaCall } from "./replica-worker.js";
import type { SharedModel } from "./shared-model.js";

/** Calls a method of a replica, wherever it runs. */
type Caller = (call: ReplicaCall) => Promise<unknown>;

/** The replicas that train a model together: one in this thread, or several in threads of their own. */
export class ReplicaPool {
  private constructor(private readonly callers: readonly Caller[]) {}

  /** Starts as many replicas as the shared model has room for. */
  static async create(config: ModelConfig, model: SharedModel): Promise<ReplicaPool> {
    const replicas = model.gradients.map((_, index): ReplicaOptions => ({ config, model, index }));
    if (replicas.length > 1) return new ReplicaPool(replicas.map(inThread));
    return new ReplicaPool([await inProcess(replicas[0]!)]);
  }

  /** The number of replicas. */
  get size(): number {
    return this.callers.length;
  }

  /**
   * One training step.
   * @param parts the parts of the batch, one per replica
   * @param seed what the dropout masks are drawn from, besides the number of the replica
   * @param clip the largest norm of all gradients together; larger ones are rescaled to it
   * @returns the mean loss over the batch's targets; where it is not finite, nothing is updated
   */
  async train(
    parts: readonly (Batch | undefined)[],
    seed: readonly number[],
    clip: number,
    update: Omit<Update, "scale">,
  ): Promise<number> {
    const losses = await this.all("computeGradients", (i) => [parts[i], seed]);
    const loss = sum(losses);
    const norm = Math.sqrt(sum(await this.all("sumGradients", () => [])));
    if (!Number.isFinite(loss) || !Number.isFinite(norm)) return Number.NaN;
    const scale = norm > clip ? clip / norm : 1;
    await this.all("update", () => [{ ...update, scale }]);
    return loss;
  }

  /** The mean loss over the targets of all batches. */
  async validate(batches: readonly Batch[]): Promise<number> {
    const sums = await Promise.all(
      this.callers.map(async (call, replica) => {
        let total = 0;
        for (let i = replica; i < batches.length; i += this.size) {
          const loss = await call({ method: "validationLoss", args: [batches[i]] });
          total += (loss as number) * batches[i]!.targets;
        }
        return total;
      }),
    );
    return sum(sums) / batches.reduce((targets, batch) => targets + batch.targets, 0);
  }

  /** Ends all replicas. */
  async close(): Promise<void> {
    await this.all("close", () => []);
  }

  private all(method: ReplicaCall["method"], args: (replica: number) => unknown[]) {
    return Promise.all(this.callers.map((call, i) => call({ method, args: args(i) })));
  }
}

function sum(numbers: readonly unknown[]): number {
  return (numbers as number[]).reduce((total, number) => total + number, 0);
}

async function inProcess(options: ReplicaOptions): Promise<Caller> {
  const replica = await Replica.create(options);
  return async ({ method, args }) =>
    (replica[method] as (...args: readonly unknown[]) => unknown).apply(replica, [...args]);
}

function inThread(options: ReplicaOptions): Caller {
  const worker = new Worker(new URL("./replica-worker.js", import.meta.url), {
    workerData: options,
  });
  let pending: PendingAnswer | undefined;
  worker.on("message", (answer: ReplicaAnswer) => {
    if ("error" in answer) pending?.reject(new Error(answer.error));
    else pending?.resolve(answer.value);
  });
  let ended: Error | undefined;
  const end = (error: Error): void => {
    ended ??= error;
    pending?.reject(error);
  };
  worker.on("error", end);
  worker.on("exit", () => end(new Error("a training thread has ended")));
  return (call) =>
    new Promise((resolve, reject) => {
      if (ended) throw ended;
      pending = { resolve, reject };
      worker.postMessage(call);
    });
}

interface PendingAnswer {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}
