import { z } from "zod";
import { LEAST_TOPICALITY } from "../dataset/topicality.js";
import { SUGGESTERS } from "../suggesters/systems.js";
import { readJson } from "../support/json.js";

/** Settings for all systems that are trained by gradient descent. */
export const NEURAL_SETTINGS = "neural";

const system = z.enum(SUGGESTERS, {
  error: ({ input }) => `there is no system "${input}". There are: ${SUGGESTERS.join(", ")}`,
});
const settings = z.record(z.string(), z.unknown());

/** How a study differs from the defaults. */
export interface StudyConfig {
  /** The systems that are compared; all by default. */
  readonly systems?: readonly string[] | undefined;
  /** The system that is compared with each of the others. */
  readonly best?: string | undefined;
  /** Trainings of single systems, where they differ from --seeds. */
  readonly seeds: Readonly<Record<string, number | undefined>>;
  /** Settings by system, as in the file of `train --config`, or for all neural ones together. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  /** Share of a split's distinct hashtags that Table 5 hides from training. */
  readonly unseenShare: number;
  /** Hashtags of a lower topicality count as having no topic. */
  readonly topicality: number;
}

const configSchema = z.strictObject({
  systems: z.array(system).min(1).optional(),
  best: system.optional(),
  seeds: z.partialRecord(system, z.int().min(1)).default({}),
  settings: z.partialRecord(z.enum([NEURAL_SETTINGS, ...SUGGESTERS]), settings).default({}),
  unseenShare: z.number().gt(0).max(1).default(0.2),
  topicality: z.number().min(0).max(1).default(LEAST_TOPICALITY),
});

/**
 * Reads the file of `experiment --config`.
 * @throws UserError naming the file and the field that is wrong
 */
export function readStudyConfig(path: string): StudyConfig {
  return readJson(path, configSchema, "See `threadtag experiment --help` for what it may hold.");
}

/** The defaults. */
export function defaultStudyConfig(): StudyConfig {
  return configSchema.parse({});
}
