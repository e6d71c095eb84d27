import { once } from "node:events";
import { Writable } from "node:stream";
import type { Io } from "../io.js";
import { PartialFile } from "./partial-file.js";
import { type Results, rejectedLines, type TaggedPortion } from "./results.js";

/** Results on standard output, which a run cannot go on with once it has ended. */
export class ResultsStream implements Results {
  readonly done = undefined;
  readonly counts = { posts: 0, rejected: 0 };
  private readonly list: PartialFile | undefined;

  /**
   * @param head what stands before the first line
   * @param rejected the list of rejected records; without it they are told on standard error
   */
  constructor(
    private readonly io: Io,
    private readonly input: string,
    private head: string,
    rejected: string | undefined,
  ) {
    if (rejected !== undefined) this.list = PartialFile.open(rejected, 0);
  }

  async add({ text, posts, rejected }: TaggedPortion): Promise<void> {
    const { out, err } = this.io;
    this.counts.posts += posts;
    this.counts.rejected += rejected.length;
    if (this.list) this.list.append(Buffer.from(rejectedLines(this.input, rejected)));
    else {
      for (const { line, reason } of rejected) {
        err.write(`${this.input}:${line}: skipped, ${reason}\n`);
      }
    }
    if (text === "") return;
    const isTaken = out.write(this.head + text);
    this.head = "";
    // A reader that is slower than the work: what it has not read yet stays in memory.
    if (isTaken === false && out instanceof Writable) await once(out, "drain");
  }

  finish(): void {
    this.io.out.write(this.head);
    this.list?.close();
  }

  suspend(): undefined {
    this.list?.close();
  }
}
