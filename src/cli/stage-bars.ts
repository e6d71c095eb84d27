import { createProgress, type Progress } from "../support/progress.js";
import type { Io } from "./io.js";

/** A bar for each stage of the work. */
export class StageBars {
  private stage = "";
  private bar: Progress | undefined;

  constructor(private readonly io: Io) {}

  readonly show = (stage: string, done: number, total: number): void => {
    if (stage !== this.stage) {
      this.stop();
      this.stage = stage;
      this.bar = createProgress({ label: stage, unit: "threads", total, stream: this.io.err });
    }
    this.bar?.update(done);
  };

  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
