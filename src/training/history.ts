import { z } from "zod";
import { writeAtomically } from "../support/files.js";
import { readJson } from "../support/json.js";

/** What an epoch of training came to. */
export interface EpochRecord {
  /** Counted from 1. */
  epoch: number;
  /** Mean negative log-likelihood of the training split, with dropout; per what says `LOSS_PER`. */
  trainingLoss: number;
  /** The same of the validation split, without dropout. */
  validationLoss: number;
  /** The rate at which the optimiser made the steps of this epoch; above 0. */
  learningRate: number;
  /** How long it took. */
  seconds: number;
  /** Training examples: of an extractor one per post, of others one per gold hashtag. */
  postsPerSecond: number;
}

const historySchema = z.array(
  z.object({
    epoch: z.int().min(1),
    trainingLoss: z.number(),
    validationLoss: z.number(),
    learningRate: z.number().positive(),
    seconds: z.number().min(0),
    postsPerSecond: z.number().min(0),
  }),
);

const REMEDY = "Restore the file from a copy of the model, or train again.";

/**
 * Reads `history.json`.
 * @returns the records in the order of the epochs
 * @throws UserError naming the file, and the field that is wrong
 */
export function readHistory(path: string): EpochRecord[] {
  return readJson(path, historySchema, REMEDY);
}

/**
 * Writes `history.json`; a file that is there is replaced whole or stays as it was.
 * @throws UserError when the file cannot be written
 */
export function writeHistory(path: string, records: readonly EpochRecord[]): void {
  writeAtomically(path, `${JSON.stringify(records, null, 2)}\n`);
}
