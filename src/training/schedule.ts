/** The learning rate and the early stop (paper, settings). */
export interface Schedule {
  /** Of the epoch under way. */
  readonly learningRate: number;
  /** The lowest validation loss so far. */
  readonly best: number;
  /** The epoch that had it. */
  readonly bestEpoch: number;
  /** Epochs in a row that were no better. */
  readonly worse: number;
}

/** Below this learning rate training ends. */
const LEAST_RATE = 1e-6;

/** The schedule before the first epoch. */
export const startSchedule = (learningRate: number): Schedule => ({
  learningRate,
  // Above any loss, and unlike infinity it survives JSON in a checkpoint.
  best: Number.MAX_VALUE,
  bestEpoch: 0,
  worse: 0,
});

/** After an epoch: the learning rate is halved whenever the validation loss has not decreased. */
export function advance(schedule: Schedule, epoch: number, validationLoss: number): Schedule {
  if (validationLoss < schedule.best) {
    return { ...schedule, best: validationLoss, bestEpoch: epoch, worse: 0 };
  }
  return { ...schedule, learningRate: schedule.learningRate / 2, worse: schedule.worse + 1 };
}

/** Whether the loss no longer decreases at all: not in `patience` epochs of ever lower rates. */
export function isOver(schedule: Schedule, patience: number): boolean {
  return schedule.worse >= patience || schedule.learningRate < LEAST_RATE;
}
