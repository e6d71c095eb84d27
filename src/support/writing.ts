import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf, UserError } from "./errors.js";

/** The name of a file until it takes its place. */
export function temporary(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

/** What to tell the user when a file could not be written under its temporary name. */
export function writingError(path: string, cause: unknown): UserError {
  return new UserError(
    `${path}: could not be written (${messageOf(cause)}). What was there before is unchanged; free some space or choose another folder, then run again.`,
    1,
    { cause },
  );
}

/** Makes a folder and those above it; Node's own recursion never returns below /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}
