import { z } from "zod";
import { readDataset, readDatasetInfo } from "../dataset/folder.js";
import { hashtagKey } from "../dataset/instance.js";
import type { System } from "../suggesters/system.js";
import { SUGGESTERS, SYSTEMS, type SystemName } from "../suggesters/systems.js";
import { trainSuggester } from "../suggesters/train.js";
import { UserError } from "../support/errors.js";
import { readJson } from "../support/json.js";
import { createProgress } from "../support/progress.js";
import { assess } from "./assessing.js";
import type { Io } from "./io.js";
import { wrap } from "./wrap.js";

/** Options of `threadtag train` that the systems learnt in one go do not have. */
const TRAINER_OPTIONS = ["epochs", "threads", "resume"] as const;

/** What a system is learnt from, and what it is looked at with, where the dataset has it. */
const SPLITS_READ = ["train", "valid"] as const;

/** Where the descriptions of systems begin in the help. */
const INDENT = 13;

/** The options of `threadtag train`, as far as they matter here. */
interface SystemFlags extends Partial<Record<(typeof TRAINER_OPTIONS)[number], unknown>> {
  readonly out: string;
  readonly config?: string;
  readonly seed?: number;
  readonly json?: boolean;
}

const configSchema = z.looseObject({
  model: z.enum(SUGGESTERS).optional(),
  seed: z.int().min(0).optional(),
});

/**
 * Reads the settings of any system from a JSON file; those of its own are not checked yet.
 * @throws UserError naming the file, and the field that is wrong
 */
export function readSystemConfig(path: string): z.infer<typeof configSchema> {
  return readJson(path, configSchema, "See `threadtag train --help` for the settings.");
}

/** Learns one of the systems that need no trainer, for `threadtag train`. */
export async function learnSystem(
  name: SystemName,
  folder: string,
  flags: SystemFlags,
  io: Io,
): Promise<void> {
  refuseTrainerOptions(name, flags);
  const config = flags.config === undefined ? {} : readSystemConfig(flags.config);
  const { model: _, seed, ...settings } = config;
  const splits = readDatasetInfo(folder).counts.valid ? SPLITS_READ : SPLITS_READ.slice(0, 1);
  const dataset = readDataset(folder, splits);
  const posts = dataset.train.length;
  const hashtags = new Set(dataset.train.flatMap((each) => each.hashtags.map(hashtagKey))).size;
  const options = { seed: flags.seed ?? seed ?? 1, settings };
  const start = performance.now();
  const model = await withProgress(name, posts, io, (onProgress) =>
    trainSuggester(name, dataset, flags.out, options, { onProgress }),
  );
  await model.close();
  await assess(flags.out, dataset.valid ?? [], io);
  const seconds = (performance.now() - start) / 1000;
  const count = (n: number): string => n.toLocaleString("en");
  const result = { model: flags.out, system: name, posts, hashtags, seconds };
  io.out.write(
    flags.json
      ? `${JSON.stringify(result, null, 2)}\n`
      : `Learnt from ${count(posts)} posts with ${count(hashtags)} hashtags in ${seconds.toFixed(1)} s.\nModel: ${flags.out}\n`,
  );
}

/** What `--help` says about these systems and their settings, a line or two for each. */
export function describeSystems(): string {
  const systems: [string, System][] = Object.entries(SYSTEMS);
  const lines = systems.map(([name, { description, settings }]) => {
    const { properties = {} } = z.toJSONSchema(settings, { io: "input" });
    const given = Object.entries(properties).map(
      ([setting, schema]) => `${setting} (${typeof schema === "object" ? schema.default : ""})`,
    );
    const text = given.length > 0 ? `${description}; settings: ${given.join(", ")}` : description;
    return `  ${name.padEnd(INDENT - 2)}${wrap(text, INDENT).trimStart()}`;
  });
  return `${lines.join("\n")}\n`;
}

function refuseTrainerOptions(name: SystemName, flags: SystemFlags): void {
  for (const option of TRAINER_OPTIONS) {
    if (flags[option] === undefined) continue;
    throw new UserError(
      `--${option} does not go with ${name}, which is learnt in one go. Leave it out, or name a trained model with --model.`,
    );
  }
}

async function withProgress<T>(
  name: string,
  posts: number,
  io: Io,
  work: (onProgress: (fraction: number) => void) => Promise<T>,
): Promise<T> {
  const label = `Learning ${name}`;
  const progress = createProgress({ label, unit: "posts", total: posts, stream: io.err });
  try {
    return await work((fraction) => progress.update(Math.round(fraction * posts)));
  } finally {
    progress.stop();
  }
}
