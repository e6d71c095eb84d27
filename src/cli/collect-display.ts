import type { Collected } from "../corpus/collect/collector.js";
import { createProgress, type Progress } from "../support/progress.js";
import type { Io } from "./io.js";

/** What the user sees while posts are collected. */
export class CollectDisplay {
  private bar: Progress | undefined;

  constructor(
    private readonly limit: number | undefined,
    private readonly io: Io,
  ) {}

  readonly onProgress = ({ counts, waiting }: Pick<Collected, "counts" | "waiting">): void => {
    this.bar ??= createProgress({
      label: "Collecting",
      unit: "posts",
      total: this.limit || undefined,
      start: counts.found,
      stream: this.io.err,
    });
    this.bar.update(counts.found, {
      conversations: counts.conversations,
      waiting: waiting.length,
    });
  };

  readonly onWait = (milliseconds: number, why: string): void => {
    this.stop();
    this.io.err.write(`${why}; going on in ${Math.ceil(milliseconds / 1000)} s\n`);
  };

  stop(): void {
    this.bar?.stop();
  }
}
