import { STDIN } from "../../corpus/records/bytes.js";
import { counted } from "../../support/counted.js";
import { UserError } from "../../support/errors.js";
import { createProgress } from "../../support/progress.js";
import type { Io } from "../io.js";
import { ChunkReader, type Position } from "./chunks.js";
import { type FileJob, STDOUT } from "./job.js";
import type { Layout } from "./layout.js";
import type { PostForm } from "./post-form.js";
import type { RecordFile } from "./record-file.js";
import type { Counts, Results } from "./results.js";
import type { TaggedChunk, TaggerPool } from "./tagger-pool.js";

/** What works together. */
export interface RunParts {
  readonly file: RecordFile;
  readonly form: PostForm;
  readonly layout: Layout;
  readonly pool: TaggerPool;
  readonly results: Results;
}

/** The way of all posts of a file from its records to the results. */
export class FileRun {
  constructor(
    private readonly job: FileJob,
    private readonly parts: RunParts,
    private readonly io: Io,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Goes to the end of the file, behind what an earlier run has done.
   * @throws UserError when a file cannot be read or written, or the work was ended early
   */
  async run(): Promise<Counts> {
    const { file, results } = this.parts;
    // A pause of standard input must not hold the end up.
    this.signal.addEventListener("abort", () => file.close(), { once: true });
    try {
      await this.work();
      // Ctrl-C ends what feeds standard input, too: that is not the end of the input.
      this.signal.throwIfAborted();
      results.finish();
    } catch (error) {
      const kept = results.suspend();
      if (this.signal.aborted) throw this.stopped(kept);
      if (kept) this.io.err.write(`${kept} holds what was done; the same command goes on there.\n`);
      throw error;
    }
    const { posts, rejected } = results.counts;
    return { posts, rejected };
  }

  private async work(): Promise<void> {
    const { file, pool, results } = this.parts;
    const { counts, done } = results;
    if (done) this.tell(`Going on behind ${counted(done.records, "record")}.`);
    const stream = this.io.err;
    const progress = createProgress({
      label: "Suggesting",
      unit: "posts",
      start: counts.posts,
      stream,
    });
    try {
      for await (const tagged of pool.tag(this.chunks())) {
        await this.add(tagged);
        progress.update(results.counts.posts, {}, file.fraction(tagged.chunk.end.bytes));
      }
    } finally {
      progress.stop();
    }
  }

  private chunks() {
    const { form, layout, results } = this.parts;
    const reader = new ChunkReader((record) => {
      layout.check(record);
      return form.read(record.value);
    }, this.job.batch);
    const skip = results.done?.records ?? 0;
    return reader.chunks(this.portions(), skip, (position) => this.compare(position));
  }

  private async *portions() {
    for await (const portion of this.parts.file.portions()) {
      this.signal.throwIfAborted();
      yield portion;
    }
  }

  /** What was passed over has to be what the earlier run has read. */
  private compare({ records, digest }: Position): void {
    const { done } = this.parts.results;
    if (records === done?.records && digest === done.digest) return;
    const { input, output } = this.job;
    throw new UserError(
      `${input}: does not begin with the ${counted(done?.records ?? 0, "record")} that ${output}.partial was made from. Give the same input, or start over with --force.`,
    );
  }

  private async add({ chunk, tags }: TaggedChunk): Promise<void> {
    this.signal.throwIfAborted();
    const { records, rejected, end } = chunk;
    const { form, layout, results } = this.parts;
    const [first] = rejected;
    const isStrict = this.job.strict || form.name === "words";
    if (first && isStrict) throw this.unreadable(first.line, first.reason);
    const lines = records.map((record, i) => layout.line(record, tags[i]));
    await results.add({ text: lines.join(""), posts: records.length, rejected, end });
  }

  private unreadable(line: number, reason: string): UserError {
    const or = this.job.strict ? ", or leave --strict away, to skip and list such records" : "";
    return new UserError(`${this.job.input}:${line}: ${reason}. Mend or remove the record${or}.`);
  }

  private stopped(kept: string | undefined): UserError {
    const { counts } = this.parts.results;
    const after = `stopped after ${counted(counts.posts, "post")}`;
    if (this.job.output === STDOUT) {
      return new UserError(`${after}; a run to standard output cannot be gone on with.`, 1);
    }
    if (!kept) return new UserError("stopped before the first posts were done.", 1);
    const input = this.job.input === STDIN ? " and the same input" : "";
    return new UserError(`${after}, which ${kept} holds; go on with the same command${input}.`, 1);
  }

  private tell(message: string): void {
    this.io.err.write(`${message}\n`);
  }
}
