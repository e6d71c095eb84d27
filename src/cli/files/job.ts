import type { LayoutOptions } from "./layout.js";
import type { TextFields } from "./post-form.js";
import type { TaggerPlan } from "./tagger.js";

/** The name that stands for standard output. */
export const STDOUT = "-";

/** What is to be done with a file of posts. */
export interface FileJob extends Pick<LayoutOptions, "format" | "keep" | "as"> {
  /** The model folder. */
  readonly model: string;
  /** Paths, or "-". */
  readonly input: string;
  readonly output: string;
  /** The list of records that cannot be read; only for standard output it may be missing. */
  readonly rejected: string | undefined;
  readonly wishes: TaggerPlan["wishes"];
  readonly fields: TextFields;
  /** Records worked on together. */
  readonly batch: number;
  /** Threads that suggest; without it as many as there are cores, at most four. */
  readonly threads: number | undefined;
  /** Stop at the first record that cannot be read. */
  readonly strict: boolean;
  /** Do not go on with an earlier run. */
  readonly force: boolean;
}

/** What of a job decides what the results are, by the options that tell it. */
export function settingsOf(job: FileJob, model: string): Readonly<Record<string, unknown>> {
  const { wishes, fields, format, keep, as, batch } = job;
  return {
    model,
    ...optionsOf(wishes),
    "--post-column": fields.post,
    "--reply-column": fields.replies,
    "--separator": fields.separator,
    "--format": format,
    "--keep": keep,
    "--as": as,
    "--batch": batch,
  };
}

/** Wishes by the options that tell them. */
export function optionsOf({ limit, ...others }: FileJob["wishes"]): Record<string, unknown> {
  const named = Object.entries(others).map(([name, value]) => [
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    value,
  ]);
  return { "--count": limit, ...Object.fromEntries(named) };
}
