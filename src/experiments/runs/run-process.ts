import { fork } from "node:child_process";
import { UserError } from "../../support/errors.js";
import type { RunSpec } from "./run-spec.js";

/** What a process that makes a run is told at its start. */
export interface RunRequest {
  readonly spec: RunSpec;
  readonly datasetFolder: string;
  readonly storeFolder: string;
}

/** What it is told later: to save a checkpoint and end. */
export const STOP = "stop";

/** What it tells. */
export type RunMessage =
  | { readonly kind: "progress"; readonly fraction: number; readonly stoppable: boolean }
  | { readonly kind: "warning"; readonly message: string }
  | { readonly kind: "end"; readonly finished: boolean }
  | { readonly kind: "failure"; readonly message: string };

/** What the maker of a run is told. */
export interface ExecutionHooks {
  onProgress(fraction: number): void;
  warn(message: string): void;
}

/** Makes a run. @returns whether it is finished; it is not when it was stopped */
export type Execute = (
  spec: RunSpec,
  hooks: ExecutionHooks,
  signal: AbortSignal,
) => Promise<boolean>;

const PROGRAM = new URL("./run-worker.js", import.meta.url);
const TAIL = 2_000;

/**
 * Makes each run in a process of its own: a run that fails leaves the others alone, and its memory is its own.
 * @returns a maker of runs, whose promise is rejected with a UserError when a run fails
 */
export function inProcesses(request: Omit<RunRequest, "spec">): Execute {
  return (spec, hooks, signal) => runProcess({ ...request, spec }, hooks, signal);
}

function runProcess(
  request: RunRequest,
  hooks: ExecutionHooks,
  signal: AbortSignal,
): Promise<boolean> {
  const child = fork(PROGRAM, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let stoppable = false;
  let last: RunMessage | undefined;
  let errors = "";
  child.stderr?.on("data", (data) => {
    errors = `${errors}${data}`.slice(-TAIL);
  });
  child.on("message", (message: RunMessage) => {
    if (message.kind === "warning") hooks.warn(message.message);
    else last = message;
    if (message.kind !== "progress") return;
    stoppable = message.stoppable;
    hooks.onProgress(message.fraction);
  });
  // What cannot stop half-way has nothing to save either: files are written whole or not at all.
  const stop = () => {
    if (stoppable && child.connected) child.send(STOP);
    else child.kill("SIGKILL");
  };
  signal.addEventListener("abort", stop, { once: true });
  child.send(request);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      signal.removeEventListener("abort", stop);
      if (last?.kind === "end") resolve(last.finished);
      else if (signal.aborted) resolve(false);
      else reject(failure(last, code, errors));
    });
  });
}

function failure(last: RunMessage | undefined, code: number | null, errors: string): UserError {
  const why =
    last?.kind === "failure"
      ? last.message
      : `its process ended with ${code === null ? "a signal (killed, or out of memory)" : `code ${code}`}. ${errors.trim()}`;
  return new UserError(why, 1);
}
