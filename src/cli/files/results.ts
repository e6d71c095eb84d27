import type { Rejected } from "../../corpus/portion.js";
import type { Position } from "./chunks.js";

/** What some records came to. */
export interface TaggedPortion {
  /** Lines of the results. */
  readonly text: string;
  /** How many records got suggestions. */
  readonly posts: number;
  readonly rejected: readonly Rejected[];
  /** Where the input stands behind them. */
  readonly end: Position;
}

/** How many records were done, those of earlier runs included. */
export interface Counts {
  readonly posts: number;
  readonly rejected: number;
}

/** Where results go. */
export interface Results {
  readonly counts: Counts;
  /** What an earlier run has done: these records are passed over. */
  readonly done: Pick<Position, "records" | "digest"> | undefined;
  /** @throws UserError when they cannot be written */
  add(portion: TaggedPortion): Promise<void>;
  /** Ends the work: the results are whole. @throws UserError when they cannot be written */
  finish(): void;
  /** Ends the work before it is done. @returns the file that a later run goes on with, where there is one */
  suspend(): string | undefined;
}

/** The entries of a list of rejected records. */
export function rejectedLines(file: string, rejected: readonly Rejected[]): string {
  return rejected.map((record) => `${JSON.stringify({ file, ...record })}\n`).join("");
}
