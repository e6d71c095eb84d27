import { z } from "zod";
import { messageOf } from "../../support/errors.js";
import { sha256 } from "../../support/files.js";
import { describeIssue } from "../../support/json-value.js";
import { runSpecSchema, versionOf } from "./run-spec.js";

const seconds = z.number().min(0);

/** How training went. */
export const trainingFactsSchema = z.object({
  seconds,
  threads: z.int().min(1),
  /** Most memory the process had, in MiB; absent where the process did other things too. */
  peakMemory: seconds.optional(),
  /** Of systems that are trained in epochs: the best, of how many, and its validation loss per word. */
  bestEpoch: z.int().optional(),
  epochs: z.int().optional(),
  validationLoss: z.number().optional(),
});

/** See {@link trainingFactsSchema}. */
export type TrainingFacts = z.infer<typeof trainingFactsSchema>;

const recordSchema = z
  .object({
    /** That of the system when the run was made. */
    version: z.int(),
    spec: runSpecSchema,
    training: trainingFactsSchema,
    /** Suggesting for all posts of the split, the model already loaded. */
    suggesting: z.object({ seconds, threads: z.int().min(1), peakMemory: seconds.optional() }),
    /** Posts of the split in their order x ranked hashtags. */
    suggestions: z.array(z.array(z.object({ words: z.array(z.string()), score: z.number() }))),
  })
  .refine(
    ({ version, spec }) => version === versionOf(spec.system),
    "made by another version of its system",
  );

/** A finished run: what was trained, how long it took, and what it suggests. */
export type RunRecord = z.infer<typeof recordSchema>;

const fileSchema = z.object({ checksum: z.string(), run: z.unknown() });

/** A record as the text of a file, with its own checksum. */
export function encodeRecord(run: RunRecord): string {
  return `${JSON.stringify({ checksum: checksumOf(run), run })}\n`;
}

/**
 * Reads what `encodeRecord` wrote.
 * @throws Error that says what is wrong with it
 */
export function decodeRecord(text: string): RunRecord {
  const { checksum, run } = checked(fileSchema, parse(text));
  if (checksumOf(run) !== checksum) throw new Error("its content does not fit its checksum");
  return checked(recordSchema, run);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`not valid JSON (${messageOf(error)})`);
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(describeIssue(result.error));
}

/** JSON keeps numbers and the order of keys, so what is read back has the checksum of what was written. */
function checksumOf(run: unknown): string {
  return sha256(Buffer.from(JSON.stringify(run)));
}
