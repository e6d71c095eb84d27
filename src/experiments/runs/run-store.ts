import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../support/errors.js";
import { readText, writeAtomically } from "../../support/files.js";
import { ProcessLock } from "../../support/process-lock.js";
import { makeFolder } from "../../support/writing.js";
import { decodeRecord, encodeRecord, type RunRecord } from "./run-record.js";
import { type RunSpec, runKey, trainingKey } from "./run-spec.js";

/**
 * A folder of runs, each addressed by all that it depends on, so that none is made twice. A run has a folder
 * for what it trains, and beside the model a file for each split that it was tried on.
 */
export class RunStore {
  /** @param warn told about entries that are damaged */
  constructor(
    readonly folder: string,
    private readonly warn: (message: string) => void = () => {},
  ) {}

  /** The record of a finished run; a damaged one is removed, with a warning, as if it had never been made. */
  find(spec: RunSpec): RunRecord | undefined {
    const path = this.recordPath(spec);
    if (!existsSync(path)) return undefined;
    try {
      const record = decodeRecord(readText(path));
      if (runKey(record.spec) !== runKey(spec)) throw new Error("it is the record of another run");
      return record;
    } catch (error) {
      this.warn(`${path}: damaged (${messageOf(error)}); this run is made again.`);
      rmSync(path, { force: true });
      return undefined;
    }
  }

  /**
   * Keeps the record of a finished run.
   * @throws UserError when it cannot be written
   */
  save(record: RunRecord): void {
    writeAtomically(this.recordPath(record.spec), encodeRecord(record));
  }

  /** Takes the lock of what a run trains. @returns undefined while another process holds it */
  lock(spec: RunSpec): ProcessLock | undefined {
    const folder = this.folderOf(spec);
    makeFolder(folder);
    return ProcessLock.take(join(folder, "lock"));
  }

  /** Forgets a run whose model is gone, so that it is made again. */
  forgetWithoutModel(spec: RunSpec): void {
    if (!existsSync(join(this.modelFolder(spec), "manifest.json"))) {
      rmSync(this.recordPath(spec), { force: true });
    }
  }

  /** Removes what a run trained; its record stays. */
  dropModel(spec: RunSpec): void {
    rmSync(this.modelFolder(spec), { recursive: true, force: true });
  }

  /** Where a run's model is. */
  modelFolder(spec: RunSpec): string {
    return join(this.folderOf(spec), "model");
  }

  /** What says how the training went, once it is complete. */
  trainingPath(spec: RunSpec): string {
    return join(this.folderOf(spec), "training.json");
  }

  private recordPath(spec: RunSpec): string {
    return join(this.folderOf(spec), `${spec.split}.json`);
  }

  private folderOf(spec: RunSpec): string {
    return join(this.folder, `${spec.system}-${spec.seed}-${trainingKey(spec)}`);
  }
}
