import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { UserError } from "../../support/errors.js";
import { writeAtomically } from "../../support/files.js";
import { readJson } from "../../support/json.js";

/** What decides what the results are: the model and the options, by the names that the user gives them. */
export type Settings = Readonly<Record<string, unknown>>;

const schema = z.object({
  format: z.literal("threadtag-partial"),
  version: z.literal(1),
  settings: z.record(z.string(), z.unknown()),
  records: z.int().min(0),
  digest: z.string(),
  posts: z.int().min(0),
  rejected: z.int().min(0),
  outputBytes: z.int().min(0),
  rejectedBytes: z.int().min(0),
});

/** How far a run has come. */
export interface Checkpoint {
  /** Records of the input that are done, and the SHA-256 of their texts. */
  readonly records: number;
  readonly digest: string;
  /** Those that got suggestions, and those that could not be read. */
  readonly posts: number;
  readonly rejected: number;
  /** How long the results and the list of rejected records are. */
  readonly outputBytes: number;
  readonly rejectedBytes: number;
}

/** The file that tells how far a run has come, beside its results. */
export class CheckpointFile {
  constructor(private readonly path: string) {}

  /**
   * Reads how far an earlier run has come.
   * @returns undefined where there was none
   * @throws UserError when it had other settings, or the file is damaged
   */
  read(settings: Settings): Checkpoint | undefined {
    if (!existsSync(this.path)) return undefined;
    const { settings: before, ...checkpoint } = readJson(
      this.path,
      schema,
      "Start over with --force.",
    );
    const names = Object.keys({ ...before, ...settings });
    const changed = names.filter((name) => !isDeepStrictEqual(before[name], plain(settings[name])));
    if (changed.length === 0) return checkpoint;
    throw new UserError(
      `${this.path}: an earlier run was not finished, and had another ${changed.join(", ")}. Go on with what it had, or start over with --force.`,
    );
  }

  /** @throws UserError when it cannot be written */
  write(settings: Settings, checkpoint: Checkpoint): void {
    const content = { format: "threadtag-partial", version: 1, settings, ...checkpoint };
    writeAtomically(this.path, `${JSON.stringify(content, null, 2)}\n`);
  }

  /** Removes it, and what a run that was killed while it wrote it left. */
  remove(): void {
    const folder = dirname(this.path);
    const isLeft = (name: string) =>
      name.startsWith(`${basename(this.path)}.`) && name.endsWith(".tmp");
    const left = existsSync(folder) ? readdirSync(folder).filter(isLeft) : [];
    for (const name of left) rmSync(join(folder, name), { force: true });
    rmSync(this.path, { force: true });
  }
}

/** A value as it comes back from JSON. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
