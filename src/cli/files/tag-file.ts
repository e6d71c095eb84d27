import { join } from "node:path";
import { UserError } from "../../support/errors.js";
import { readBytes, sha256 } from "../../support/files.js";
import type { Io } from "../io.js";
import { FileRun } from "./file-run.js";
import { type FileJob, optionsOf, STDOUT, settingsOf } from "./job.js";
import { layoutOf } from "./layout.js";
import { formOf } from "./post-form.js";
import { RecordFile } from "./record-file.js";
import type { Counts, Results } from "./results.js";
import { ResultsFile } from "./results-file.js";
import { ResultsStream } from "./results-stream.js";
import { TaggerPool } from "./tagger-pool.js";

/** What a file of words has besides its words. */
const WORDS_KEPT = ["id"];

/**
 * Suggests hashtags for all posts of a file, in their order and in bounded memory.
 * @param signal ends the work early, where a later run goes on
 * @returns how many posts got suggestions, and how many records could not be read
 * @throws UserError when a file cannot be read or written, or the work was ended early
 */
export async function tagFile(job: FileJob, io: Io, signal: AbortSignal): Promise<Counts> {
  const file = new RecordFile(job.input);
  try {
    return await tagRecords(file, job, io, signal);
  } finally {
    file.close();
  }
}

async function tagRecords(
  file: RecordFile,
  job: FileJob,
  io: Io,
  signal: AbortSignal,
): Promise<Counts> {
  const { model, wishes, fields, threads, keep } = job;
  const first = await file.first();
  const form = formOf(first, file, fields);
  if (form.name === "words") checkWishes(job);
  const layout = layoutOf(file, first, {
    ...job,
    keep: keep ?? (form.name === "words" ? WORDS_KEPT : undefined),
    separator: fields.separator,
    evidence: wishes.evidence === true,
  });
  const pool = await TaggerPool.open({ model, form: form.name, wishes }, file.size, threads);
  try {
    const results = openResults(job, layout.head, io);
    return await new FileRun(job, { file, form, layout, pool, results }, io, signal).run();
  } finally {
    await pool.close();
  }
}

function openResults(job: FileJob, head: string, io: Io): Results {
  const { input, output, rejected, force } = job;
  if (output === STDOUT || rejected === undefined) {
    return new ResultsStream(io, input, head, rejected);
  }
  // The manifest names the hashes of the model's files.
  const model = sha256(readBytes(join(job.model, "manifest.json")));
  const paths = { input, output, rejected };
  return ResultsFile.open(paths, { head, settings: settingsOf(job, model), force });
}

/** Words are no texts, so that there is nothing to choose hashtags by but their number. */
function checkWishes({ input, wishes: { limit: _, ...others } }: FileJob): void {
  const [, ...given] = Object.keys(optionsOf(others));
  if (given.length === 0) return;
  throw new UserError(
    `${input}: holds words, as a dataset folder does, and ${given.join(", ")} is for texts. Leave it out, or give texts: {"post": "text", "replies": ["text", ...]}.`,
  );
}
