import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CliResult } from "./run-cli.js";

const PROGRAM = fileURLToPath(new URL("../dist/src/cli/main.js", import.meta.url));

/** Whether `npm run build` has been run; tests that need it skip where it has not. */
export const IS_BUILT = existsSync(PROGRAM);

/** The built program at work in a process of its own. */
export interface BuiltRun {
  /** For what is to be written to its standard input, and for signals. */
  readonly child: ChildProcessWithoutNullStreams;
  /** What it came to; the code is NaN where a signal ended it. */
  readonly ended: Promise<CliResult>;
}

/**
 * Starts the built program.
 * @param onError is told all that it has written to standard error so far
 * @param environment variables beside those of this process
 */
export function startBuilt(
  args: readonly string[],
  onError?: (text: string) => void,
  environment: Readonly<Record<string, string>> = {},
): BuiltRun {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...environment },
  });
  const result = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (data: string) => {
    result.out += data;
  });
  child.stderr.setEncoding("utf8").on("data", (data: string) => {
    result.err += data;
    onError?.(result.err);
  });
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? Number.NaN, ...result }));
  });
  return { child, ended };
}
