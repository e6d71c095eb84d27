import type { Dataset } from "../dataset/folder.js";
import { entrant } from "../experiments/line-up.js";
import { corpusFigure, scoreRun } from "../experiments/metrics.js";
import { duration } from "../experiments/report/report-facts.js";
import type { RunRecord } from "../experiments/runs/run-record.js";
import type { RunSpec } from "../experiments/runs/run-spec.js";
import type { SchedulerHooks } from "../experiments/runs/scheduler.js";
import { createProgress, type Progress } from "../support/progress.js";
import type { Io } from "./io.js";
import type { RunDisplay } from "./making-runs.js";

/** What the user sees while runs are made: a bar with the time left, and a line for each run that is made. */
export class RunsDisplay implements RunDisplay {
  /** Runs that were made here, and not found. */
  made = 0;
  /** Runs that are finished, and what they and all together are expected to cost. */
  private finished = 0;
  private finishedCost = 0;
  private readonly total: number;
  private progress: Progress | undefined;

  /** @param label what the runs are made for */
  constructor(
    private readonly label: string,
    private readonly specs: readonly RunSpec[],
    private readonly dataset: Dataset,
    private readonly io: Io,
  ) {
    this.total = costOf(specs);
  }

  readonly hooks: SchedulerHooks = {
    onFinished: (record, made) => {
      this.finished++;
      this.finishedCost += costOf([record.spec]);
      if (!made) return;
      this.made++;
      this.say(this.describe(record));
    },
    onProgress: (underWay) => this.show(underWay),
    onWaiting: ({ system, seed }) =>
      this.show(new Map(), { "another process makes": `${system}-${seed}` }),
    warn: (message) => this.say(message),
  };

  stop(): void {
    this.progress?.stop();
  }

  /** The bar counts runs, each for as much as it is expected to cost. */
  private show(underWay: ReadonlyMap<RunSpec, number>, fields?: Record<string, string>): void {
    const { specs } = this;
    const parts = [...underWay].map(([spec, fraction]) => fraction * costOf([spec]));
    const cost = parts.reduce((sum, part) => sum + part, this.finishedCost);
    const share = cost / this.total;
    const runs = Number((share * specs.length).toFixed(1));
    this.progress ??= createProgress({
      label: this.label,
      unit: "runs",
      total: specs.length,
      start: runs,
      stream: this.io.err,
    });
    const names = [...underWay.keys()].map(({ system, seed }) => `${system}-${seed}`);
    this.progress.update(runs, fields ?? { now: names.join(" ") });
  }

  private say(line: string): void {
    // Off the line of the bar, which comes back with the next news.
    if (this.io.err.isTTY) this.progress?.stop();
    this.io.err.write(`${line}\n`);
  }

  private describe(record: RunRecord): string {
    const { spec, training } = record;
    const { dataset } = this;
    const scores = scoreRun(record, dataset[spec.split], dataset.info.language);
    const f1 = corpusFigure(scores["released.f1@1"]).toFixed(2);
    const changes = [
      ...(spec.hidden ? [", hashtags hidden"] : []),
      ...(spec.planted ? [", a hashtag planted"] : []),
      ...(spec.topicality === undefined ? [] : [", without hashtags that have no topic"]),
    ];
    return `${spec.system}, seed ${spec.seed}${changes.join("")}: F1@1 ${f1}, trained in ${duration(training.seconds)} (${this.finished} of ${this.specs.length} runs)`;
  }
}

function costOf(specs: readonly RunSpec[]): number {
  return specs.reduce((sum, { system }) => sum + entrant(system).cost, 0);
}
