import type { ProgressStream } from "../support/progress.js";

/** Where a command writes; tests pass recorders. */
export interface Io {
  /** Results. */
  out: { write(text: string): unknown };
  /** Messages and progress. */
  err: ProgressStream;
}
