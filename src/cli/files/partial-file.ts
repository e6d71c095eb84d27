import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../support/errors.js";
import { makeFolder, writingError } from "../../support/writing.js";

/** A file that is written from where an earlier run left it. */
export class PartialFile {
  private constructor(
    readonly path: string,
    private file: number | undefined,
    private written: number,
  ) {}

  /**
   * Opens a file and cuts off what stands behind so many bytes.
   * @param bytes with 0 the file is made if it is not there
   * @throws UserError when it cannot be written, or has fewer bytes
   */
  static open(path: string, bytes: number): PartialFile {
    return guarded(path, () => {
      makeFolder(dirname(path));
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < bytes) {
        throw new UserError(
          `${path}: has changed since an earlier run wrote it. Start over with --force.`,
        );
      }
      const file = openSync(path, bytes > 0 ? "r+" : "w");
      ftruncateSync(file, bytes);
      return new PartialFile(path, file, bytes);
    });
  }

  /** Removes a file where it is there. @throws UserError when that cannot be done */
  static remove(path: string): void {
    guarded(path, () => rmSync(path, { force: true }));
  }

  /** How long it is. */
  get bytes(): number {
    return this.written;
  }

  /** @throws UserError when the disk is full */
  append(bytes: Uint8Array): void {
    guarded(this.path, () => {
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(this.open, bytes, at, bytes.length - at, this.written + at);
      }
    });
    this.written += bytes.length;
  }

  /** Waits until it lies on the disk. */
  sync(): void {
    guarded(this.path, () => fsyncSync(this.open));
  }

  /** Lets go of it; once is enough. */
  close(): void {
    const { file } = this;
    this.file = undefined;
    if (file !== undefined) closeSync(file);
  }

  private get open(): number {
    if (this.file !== undefined) return this.file;
    throw new Error(`${this.path}: the file is closed`);
  }
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof UserError ? error : writingError(path, error);
  }
}
