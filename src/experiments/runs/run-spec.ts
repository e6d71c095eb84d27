import { z } from "zod";
import { SPLITS } from "../../dataset/instance.js";
import { sha256 } from "../../support/files.js";

/** The version of all systems that are not named below. */
const FIRST_VERSION = 1;

/**
 * Raised for a system when the same settings no longer give the same suggestions: its older runs are then
 * made again, and those of the others stay.
 */
const VERSIONS: Readonly<Record<string, number>> = { fusion: 2 };

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hexadecimal");

/** Hashtags that a run must not see in training (paper section 4.2, new hashtags). */
export const hiddenTagsSchema = z.object({
  /** The split whose hashtags are hidden. */
  split: z.enum(SPLITS),
  /** Share of its distinct hashtags. */
  share: z.number().gt(0).max(1),
  seed: z.int().min(0),
});

/** See {@link hiddenTagsSchema}. */
export type HiddenTags = z.infer<typeof hiddenTagsSchema>;

/** A hashtag that is put on training posts at random. */
export const plantedSchema = z.object({
  /** Share of the training posts. */
  share: z.number().gt(0).max(1),
  seed: z.int().min(0),
});

/** See {@link plantedSchema}. */
export type Planted = z.infer<typeof plantedSchema>;

/** All that a run depends on. */
export const runSpecSchema = z.object({
  dataset: sha256Schema,
  hidden: hiddenTagsSchema.optional(),
  planted: plantedSchema.optional(),
  /** Hashtags of a lower topicality are left out of training, after one was planted. */
  topicality: z.number().min(0).max(1).optional(),
  system: z.string(),
  /** All settings of the system, also those that are its defaults. */
  settings: z.record(z.string(), z.unknown()),
  seed: z.int().min(0),
  /** The posts that get suggestions. */
  split: z.enum(SPLITS),
});

/** A system with its settings, trained on a dataset from a seed, and the split it is tried on. */
export type RunSpec = z.infer<typeof runSpecSchema>;

/** How the training posts of a run differ from those of its dataset. */
export type TrainingChange = Pick<RunSpec, "hidden" | "planted" | "topicality">;

/** The version of a system, see {@link VERSIONS}. */
export function versionOf(system: string): number {
  return VERSIONS[system] ?? FIRST_VERSION;
}

/** The address of what a run trains: the same for all splits that it is tried on. */
export function trainingKey(
  { split: _, ...training }: RunSpec,
  version = versionOf(training.system),
): string {
  return sha256(Buffer.from(canonical({ version, ...training }))).slice(0, 32);
}

/** The address of a run. */
export function runKey(spec: RunSpec): string {
  return `${trainingKey(spec)}-${spec.split}`;
}

/** JSON with the keys of objects in alphabetical order: equal values give equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
