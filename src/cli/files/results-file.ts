import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";
import { UserError } from "../../support/errors.js";
import { ProcessLock } from "../../support/process-lock.js";
import { makeFolder, writingError } from "../../support/writing.js";
import { type Checkpoint, CheckpointFile, type Settings } from "./checkpoint.js";
import { PartialFile } from "./partial-file.js";
import { type Counts, type Results, rejectedLines, type TaggedPortion } from "./results.js";

/** A run that is killed loses no more than what it did in this time. */
const CHECKPOINT_MS = 1000;

const NOTHING: Checkpoint = {
  records: 0,
  digest: "",
  posts: 0,
  rejected: 0,
  outputBytes: 0,
  rejectedBytes: 0,
};

/** The files of a run. */
export interface ResultPaths {
  readonly input: string;
  readonly output: string;
  /** The list of rejected records. */
  readonly rejected: string;
}

/** What a run writes. */
export interface ResultOptions {
  /** What stands before the first line. */
  readonly head: string;
  /** Those of an earlier run have to be the same. */
  readonly settings: Settings;
  /** Begin, whatever there is. */
  readonly force: boolean;
}

/**
 * Results in a file, which a run goes on with after it was killed. Until they are whole they lie in
 * `OUTPUT.partial`, and `OUTPUT.partial.json` tells how much of it is known to be good; what stands
 * behind is cut off. So that gzip can be cut, too, every portion is packed by itself.
 */
export class ResultsFile implements Results {
  private readonly output: PartialFile;
  private rejected: PartialFile | undefined;
  private savedAt = performance.now();

  private constructor(
    private readonly paths: ResultPaths,
    private readonly options: ResultOptions,
    private readonly lock: ProcessLock,
    private readonly checkpoints: CheckpointFile,
    private state: Checkpoint,
  ) {
    this.output = PartialFile.open(partialOf(paths), state.outputBytes);
    if (state.rejectedBytes > 0) {
      this.rejected = PartialFile.open(paths.rejected, state.rejectedBytes);
    } else PartialFile.remove(paths.rejected);
  }

  /**
   * Begins, or goes on where an earlier run ended.
   * @throws UserError when the settings differ, another run is at work, or nothing can be written there
   */
  static open(paths: ResultPaths, options: ResultOptions): ResultsFile {
    const { settings, force } = options;
    const partial = partialOf(paths);
    const lock = lockFor(paths);
    try {
      const checkpoints = new CheckpointFile(`${partial}.json`);
      if (force || !existsSync(partial)) checkpoints.remove();
      const state = checkpoints.read(settings) ?? NOTHING;
      return new ResultsFile(paths, options, lock, checkpoints, state);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  get counts(): Counts {
    return this.state;
  }

  get done(): Checkpoint | undefined {
    return this.state.records > 0 ? this.state : undefined;
  }

  async add({ text, posts, rejected, end }: TaggedPortion): Promise<void> {
    const { input, output, rejected: list } = this.paths;
    if (text !== "") {
      const lines = this.output.bytes === 0 ? this.options.head + text : text;
      this.output.append(isPacked(output) ? await promisify(gzip)(lines) : Buffer.from(lines));
    }
    if (rejected.length > 0) {
      this.rejected ??= PartialFile.open(list, 0);
      this.rejected.append(Buffer.from(rejectedLines(input, rejected)));
    }
    this.state = {
      records: end.records,
      digest: end.digest,
      posts: this.state.posts + posts,
      rejected: this.state.rejected + rejected.length,
      outputBytes: this.output.bytes,
      rejectedBytes: this.rejected?.bytes ?? 0,
    };
    if (performance.now() - this.savedAt >= CHECKPOINT_MS) this.save();
  }

  finish(): void {
    const { output } = this.paths;
    const { head } = this.options;
    if (this.output.bytes === 0) {
      this.output.append(isPacked(output) ? gzipSync(head) : Buffer.from(head));
    }
    this.sync();
    this.close();
    try {
      renameSync(this.output.path, output);
    } catch (error) {
      throw writingError(output, error);
    }
    this.checkpoints.remove();
  }

  suspend(): string | undefined {
    const { path } = this.output;
    try {
      if (this.done) this.save();
      else rmSync(path, { force: true });
    } catch {
      // The last checkpoint still holds, and why the run ends is told already.
    }
    this.close();
    return this.done && path;
  }

  private save(): void {
    this.sync();
    this.checkpoints.write(this.options.settings, this.state);
    this.savedAt = performance.now();
  }

  /** A checkpoint must not be on the disk before what it tells of. */
  private sync(): void {
    this.output.sync();
    this.rejected?.sync();
  }

  private close(): void {
    this.output.close();
    this.rejected?.close();
    this.lock.release();
  }
}

function partialOf({ output }: ResultPaths): string {
  return `${output}.partial`;
}

function isPacked(output: string): boolean {
  return /\.gz$/i.test(output);
}

/** Two runs that write the same file would spoil it. */
function lockFor(paths: ResultPaths): ProcessLock {
  const { output } = paths;
  let lock: ProcessLock | undefined;
  try {
    makeFolder(dirname(output));
    const found = statSync(output, { throwIfNoEntry: false });
    if (found && !found.isFile()) {
      throw new UserError(
        `${output}: is not a file. Name a file, or write to standard output with --output -.`,
      );
    }
    lock = ProcessLock.take(`${partialOf(paths)}.lock`);
  } catch (error) {
    throw error instanceof UserError ? error : writingError(output, error);
  }
  if (lock) return lock;
  throw new UserError(
    `${output}: another run is writing it. Wait for it, or name another file.`,
    1,
  );
}
