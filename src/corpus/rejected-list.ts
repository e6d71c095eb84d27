import { closeSync, openSync, writeSync } from "node:fs";
import { messageOf, UserError } from "../support/errors.js";
import type { Rejected } from "./portion.js";

/** The file that lists rejected records, a JSON object per line; it is there from the first one on. */
export class RejectedList {
  private file: number | undefined;

  constructor(private readonly path: string) {}

  /**
   * Adds records.
   * @param source the file that they stand in
   * @throws UserError when the list cannot be written
   */
  add(source: string, records: readonly Rejected[]): void {
    if (records.length === 0) return;
    this.file ??= this.open();
    const entries = records.map((record) => JSON.stringify({ file: source, ...record }));
    writeSync(this.file, `${entries.join("\n")}\n`);
  }

  /** Ends the list. */
  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }

  private open(): number {
    try {
      return openSync(this.path, "a");
    } catch (error) {
      throw new UserError(
        `${this.path}: cannot be written (${messageOf(error)}). Name another file with --rejected.`,
        2,
        { cause: error },
      );
    }
  }
}
