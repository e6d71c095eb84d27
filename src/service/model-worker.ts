import { parentPort, workerData } from "node:worker_threads";
import { answerCalls } from "../support/thread.js";
import type { ModelInfo } from "../tagger/threadtag.js";
import { type ModelPlace, ModelRunner, type Outcome, type Question } from "./model-runner.js";

/** What a worker can be asked to do. */
export interface WorkerWork {
  /** Opens the model; comes first. */
  readonly open: { readonly takes: null; readonly gives: ModelInfo };
  readonly answer: { readonly takes: readonly Question[]; readonly gives: Outcome[] };
  /** Takes how many bytes of the journal are to be learnt; gives why the last request was refused. */
  readonly learn: { readonly takes: number; readonly gives: string | undefined };
}

/** A call to a worker, as it is posted to its thread. */
export type WorkerCall = {
  [Method in keyof WorkerWork]: {
    readonly method: Method;
    readonly takes: WorkerWork[Method]["takes"];
  };
}[keyof WorkerWork];

/** What answers a call. */
export type WorkerValue = WorkerWork[keyof WorkerWork]["gives"];

/** Makes what a worker does of a model that is still to be opened. */
export function workerOn(place: ModelPlace): (call: WorkerCall) => Promise<WorkerValue> {
  let runner: ModelRunner | undefined;
  return async (call) => {
    if (call.method === "open") return (runner = await ModelRunner.open(place)).model;
    if (!runner) throw new Error("no model is open");
    if (call.method === "answer") return runner.answer(call.takes);
    return runner.learnTo(call.takes);
  };
}

if (parentPort) {
  const work = workerOn(workerData as ModelPlace);
  answerCalls(parentPort, async (call: WorkerCall) => ({ value: await work(call), transfer: [] }));
}
