import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder, temporary, writingError } from "./writing.js";

/** Characters that are collected before they are written. */
const PORTION = 1 << 18;

/**
 * A file that is written piece by piece, also of content that does not fit into memory. It lies under a
 * temporary name until `rename`; a failed write leaves what was there before.
 */
export class StreamedFile {
  private file: number | undefined;
  private pending = "";

  /** @throws UserError when the folder cannot be written */
  constructor(readonly path: string) {
    this.file = this.guarded(() => {
      makeFolder(dirname(path));
      return openSync(this.temporaryPath, "w");
    });
  }

  /**
   * @param content text as UTF-8, or bytes as they are
   * @throws UserError when the disk is full
   */
  write(content: string | Uint8Array): void {
    if (typeof content === "string") this.pending += content;
    else this.flush(content);
    if (this.pending.length >= PORTION) this.flush();
  }

  /** Where the content lies until then. */
  get temporaryPath(): string {
    return temporary(this.path);
  }

  /** Ends the writing; the content is on the disk then. */
  finish(): void {
    this.flush();
    this.guarded(() => {
      fsyncSync(this.open);
      this.close();
    });
  }

  /** Puts the finished file in its place. */
  rename(): void {
    this.guarded(() => renameSync(this.temporaryPath, this.path));
  }

  /** Removes what was written; if that fails too, the error before it is the one to report. */
  discard(): void {
    try {
      this.close();
      rmSync(this.temporaryPath, { force: true });
    } catch {}
  }

  private get open(): number {
    if (this.file !== undefined) return this.file;
    throw new Error(`${this.path}: the file is finished`);
  }

  /** Closes the file once: its number may be that of another one afterwards. */
  private close(): void {
    const { file } = this;
    this.file = undefined;
    if (file !== undefined) closeSync(file);
  }

  /** Writes what is pending, and some bytes behind it. */
  private flush(behind: Uint8Array = new Uint8Array()): void {
    const text = Buffer.from(this.pending);
    this.pending = "";
    this.guarded(() => {
      for (const bytes of [text, behind]) {
        for (let at = 0; at < bytes.length; ) at += writeSync(this.open, bytes, at);
      }
    });
  }

  private guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw writingError(this.path, error);
    }
  }
}
