import { resolve } from "node:path";
import type { Command } from "commander";
import { counted } from "../support/counted.js";
import { UserError } from "../support/errors.js";
import { type FileJob, STDOUT } from "./files/job.js";
import type { Counts } from "./files/results.js";
import { tagFile } from "./files/tag-file.js";
import { type WishFlags, wishesOf } from "./generate-wishes.js";
import { catchInterrupt } from "./interrupt.js";
import type { Io } from "./io.js";
import { choice, positiveNumber } from "./options.js";

const FORMATS = ["jsonl", "csv", "tsv"] as const;

/** The options for a file of posts. */
export interface FileFlags {
  output: string;
  postColumn: string;
  replyColumn?: string[];
  separator: string;
  keep?: string[];
  as: string;
  format?: (typeof FORMATS)[number];
  batch: number;
  threads?: number;
  rejected?: string;
  strict?: boolean;
  force?: boolean;
  json?: boolean;
}

/** Adds the options for a file of posts. */
export function addFileOptions(command: Command): Command {
  return command
    .optionsGroup("Many posts:")
    .option("--input <file>", "JSON lines, JSON, CSV or TSV, also gzip; -: standard input")
    .option("--output <file>", "where to write; .csv, .tsv, .gz say how; -: standard output")
    .option("--post-column <name>", "column or field with the post", "post")
    .option("--reply-column <name...>", 'those with its replies, in order (default: "replies")')
    .option("--separator <text>", "what is between replies or hashtags in one cell", "|")
    .option("--keep <name...>", "fields of a record to copy (default: all)")
    .option("--as <name>", "name of the suggestions", "hashtags")
    .option("--format <name>", "of the output, whatever its ending", choice(FORMATS))
    .option("--batch <n>", "posts worked on together", positiveNumber, 256)
    .option("--threads <n>", "threads that suggest (default: cores, at most 4)", positiveNumber)
    .option("--strict", "stop at the first record that cannot be read")
    .option("--rejected <file>", "list of skipped records (default: OUTPUT.rejected.jsonl)")
    .option("--force", "start over where an earlier run was not finished");
}

/**
 * Suggests hashtags for the posts of a file.
 * @throws UserError when a file cannot be read or written, or the work was ended early
 */
export async function generateForFile(
  model: string,
  input: string,
  flags: FileFlags & WishFlags,
  io: Io,
): Promise<void> {
  const job = jobOf(model, input, flags);
  const interrupt = catchInterrupt(io, "Stopping: saving what is done.");
  try {
    const counts = await tagFile(job, io, interrupt.signal);
    const result = { output: job.output, ...counts };
    // Behind results on standard output nothing else may come.
    const out = job.output === STDOUT ? io.err : io.out;
    out.write(flags.json ? `${JSON.stringify(result, null, 2)}\n` : summary(result, job));
  } finally {
    interrupt.release();
  }
}

function jobOf(model: string, input: string, flags: FileFlags & WishFlags): FileJob {
  const { output, postColumn, replyColumn, separator, keep, as, batch, threads } = flags;
  const job = {
    model,
    input,
    output,
    rejected: flags.rejected ?? (output === STDOUT ? undefined : `${output}.rejected.jsonl`),
    wishes: wishesOf(flags),
    fields: { post: postColumn, separator, ...(replyColumn && { replies: replyColumn }) },
    format: flags.format ?? formatOf(output),
    keep,
    as,
    batch,
    threads,
    strict: flags.strict === true,
    force: flags.force === true,
  };
  checkPaths(job);
  return job;
}

/** What the ending of a file says, before that of a packed one. */
function formatOf(output: string): FileJob["format"] {
  const ending = /\.(csv|tsv)(?:\.gz)?$/i.exec(output)?.[1]?.toLowerCase();
  return FORMATS.find((each) => each === ending) ?? "jsonl";
}

/** The list of rejected records is written while the input is read, and the output is. */
function checkPaths({ input, output, rejected }: FileJob): void {
  if (rejected === undefined) return;
  if (![input, output].some((path) => resolve(path) === resolve(rejected))) return;
  throw new UserError(`--rejected ${rejected}: is the input or the output. Name another file.`);
}

function summary({ posts, rejected }: Counts, job: FileJob): string {
  const to = job.output === STDOUT ? "standard output" : job.output;
  const written = `Wrote ${to}: suggestions for ${counted(posts, "post")}.\n`;
  if (rejected === 0) return written;
  const why = job.rejected === undefined ? "" : `; why: ${job.rejected}`;
  return `${written}${counted(rejected, "record")} skipped${why}\n`;
}
