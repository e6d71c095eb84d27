import { epochBatches } from "../dataset/batches.js";
import { type Batch, makeBatch, makeParts, targetsIn } from "./batch.js";
import type { Position } from "./checkpoint.js";
import type { TrainingOptions } from "./options.js";
import type { ReplicaPool } from "./replica-pool.js";
import { advance, isOver, startSchedule } from "./schedule.js";
import type { GoldExample, Task } from "./task.js";

/** What is trained on. */
export interface TrainingData {
  readonly task: Task;
  /** One example per gold hashtag, or per post, as the task has it. */
  readonly training: readonly GoldExample[];
  readonly validation: readonly GoldExample[];
}

/** What happens around the steps. */
export interface TrainerEvents {
  /** Before every step: whether to stop here. */
  shouldStop(): boolean;
  /** After every step. */
  onStep(position: Position): void;
  /** After every epoch, with whether it had the lowest validation loss so far. */
  onEpoch(position: Position, isBest: boolean): void;
}

/** Why training ended. */
export type Outcome = "finished" | "stopped" | "diverged";

/** Where a run starts. */
export function startPosition(options: TrainingOptions): Position {
  const schedule = startSchedule(options.learningRate);
  return { ...startOfEpoch(1), step: 0, schedule, history: [] };
}

function startOfEpoch(epoch: number) {
  return { epoch, batch: 0, lossSum: 0, words: 0, posts: 0, seconds: 0 };
}

/**
 * Trains until the validation loss no longer decreases (paper, settings): after every epoch without a
 * lower one the learning rate is halved.
 */
export class Trainer {
  private readonly validation: readonly Batch[];

  constructor(
    private readonly data: TrainingData,
    private readonly options: TrainingOptions,
    private readonly pool: ReplicaPool,
    /** Where the run stands; a stopped run goes on from it. */
    public position: Position,
  ) {
    const { batch: size, seed } = options;
    this.validation = epochBatches(data.validation, { size, seed, epoch: 0 }).map((places) =>
      makeBatch(
        places.map((place) => data.validation[place] as GoldExample),
        data.task,
      ),
    );
  }

  /** Trains to the end of the schedule, or until it is told to stop. @returns why it ended */
  async run(events: TrainerEvents): Promise<Outcome> {
    while (!this.isFinished()) {
      const early = await this.runEpoch(events);
      if (early) return early;
    }
    return "finished";
  }

  private isFinished(): boolean {
    const { epoch, schedule } = this.position;
    return epoch > this.options.epochs || isOver(schedule, this.options.patience);
  }

  private async runEpoch(events: TrainerEvents): Promise<Outcome | undefined> {
    const { batch: size, seed } = this.options;
    const { epoch } = this.position;
    const batches = epochBatches(this.data.training, { size, seed, epoch });
    for (const places of batches.slice(this.position.batch)) {
      if (events.shouldStop()) return "stopped";
      if (!(await this.step(places))) return "diverged";
      events.onStep(this.position);
    }
    const validationLoss = await this.pool.validate(this.validation);
    if (!Number.isFinite(validationLoss)) return "diverged";
    const isBest = this.finishEpoch(validationLoss);
    events.onEpoch(this.position, isBest);
    return undefined;
  }

  /** @returns whether the loss was finite */
  private async step(places: readonly number[]): Promise<boolean> {
    const started = performance.now();
    const { data, options, pool, position } = this;
    const examples = places.map((place) => data.training[place] as GoldExample);
    const parts = makeParts(examples, pool.size, data.task);
    const step = position.step + 1;
    const { learningRate } = position.schedule;
    const loss = await pool.train(parts, [options.seed, step], options.clip, {
      learningRate,
      step,
    });
    const words = targetsIn(parts);
    this.position = {
      ...position,
      step,
      batch: position.batch + 1,
      lossSum: position.lossSum + loss * words,
      words: position.words + words,
      posts: position.posts + places.length,
      seconds: position.seconds + (performance.now() - started) / 1000,
    };
    return Number.isFinite(loss);
  }

  /** Notes the epoch down and moves on to the next. @returns whether it was the best so far */
  private finishEpoch(validationLoss: number): boolean {
    const { epoch, lossSum, words, posts, seconds, schedule, history, step } = this.position;
    const record = {
      epoch,
      trainingLoss: lossSum / words,
      validationLoss,
      learningRate: schedule.learningRate,
      seconds,
      postsPerSecond: posts / seconds,
    };
    const next = advance(schedule, epoch, validationLoss);
    this.position = {
      ...startOfEpoch(epoch + 1),
      step,
      schedule: next,
      history: [...history, record],
    };
    return next.bestEpoch === epoch;
  }
}
