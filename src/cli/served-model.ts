import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readModelFolder } from "../suggesters/model-folder/model-folder.js";
import { isQuantisable, writeQuantised } from "../suggesters/neural/quantise-model.js";
import { messageOf, UserError } from "../support/errors.js";

/** In what precision models are served; the first unless told otherwise. */
export const PRECISIONS = ["int8", "float32"] as const;

/** In what precision a model is served. */
export type Precision = (typeof PRECISIONS)[number];

/** What a service opens: the folder of a model, or a copy of a neural one in 8 bits. */
export class ServedModel {
  private constructor(
    private readonly original: string,
    /** The folder to open. */
    readonly folder: string,
  ) {}

  /**
   * Makes the copy, where one is due: only neural models have one, and only those in float32.
   * @throws UserError when the model is damaged, or there is no room for the copy
   */
  static prepare(original: string, precision: Precision): ServedModel {
    const asItIs = precision === "float32" || !isQuantisable(readModelFolder(original));
    const served = new ServedModel(original, asItIs ? original : makeTemporaryFolder());
    try {
      served.refresh();
    } catch (error) {
      served.remove();
      throw error;
    }
    return served;
  }

  /**
   * Makes the copy anew of what the model's folder holds by now.
   * @throws UserError when that is damaged, or has no copy any more
   */
  refresh(): void {
    if (this.folder === this.original) return;
    const files = readModelFolder(this.original);
    if (!isQuantisable(files)) {
      throw new UserError(
        `${this.original}: holds a model of another kind. Start again to serve it.`,
      );
    }
    writeQuantised(files, this.folder);
  }

  /** Removes the copy. */
  remove(): void {
    if (this.folder !== this.original) rmSync(this.folder, { recursive: true, force: true });
  }
}

function makeTemporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "threadtag-served-"));
  } catch (error) {
    throw new UserError(
      `${tmpdir()}: no room for the copy in 8 bits (${messageOf(error)}). Let the environment variable TMPDIR name a folder that can be written, or give --precision float32.`,
    );
  }
}
