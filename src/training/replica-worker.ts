import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../support/errors.js";
import { Replica, type ReplicaOptions } from "./replica.js";

/** A call of one of a replica's methods, as it is posted to its thread. */
export interface ReplicaCall {
  readonly method: "computeGradients" | "sumGradients" | "update" | "validationLoss" | "close";
  readonly args: readonly unknown[];
}

/** What the thread answers. */
export type ReplicaAnswer = { readonly value: unknown } | { readonly error: string };

/** The thread around a replica: takes one call after the other. */
if (parentPort) {
  const port = parentPort;
  const replica = Replica.create(workerData as ReplicaOptions);
  port.on("message", async ({ method, args }: ReplicaCall) => {
    try {
      const call = (await replica)[method] as (...args: readonly unknown[]) => unknown;
      port.postMessage({
        value: await call.apply(await replica, [...args]),
      } satisfies ReplicaAnswer);
    } catch (error) {
      port.postMessage({ error: messageOf(error) } satisfies ReplicaAnswer);
    }
    if (method === "close") port.close();
  });
}
