import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { type Dataset, readDataset } from "../dataset/folder.js";
import type { RunSpec } from "../experiments/runs/run-spec.js";
import { makeRuns, type SchedulerOptions } from "../experiments/runs/scheduler.js";
import {
  type Candidate,
  drawFrom,
  gridOf,
  NEURAL_SPACE,
  readSearchSpace,
} from "../experiments/search-space.js";
import { rankTrials, type Trial, type Tuning, trialSpecs } from "../experiments/tuning.js";
import { isSystem, SUGGESTERS, type SuggesterName } from "../suggesters/systems.js";
import { UserError } from "../support/errors.js";
import { writeAtomically } from "../support/files.js";
import type { Io } from "./io.js";
import { makingRuns } from "./making-runs.js";
import { choice, positiveNumber, wholeNumber } from "./options.js";
import { RunsDisplay } from "./runs-display.js";
import { table } from "./table.js";
import { readSystemConfig } from "./train-system.js";

interface TuneFlags {
  model: SuggesterName;
  out: string;
  grid?: string;
  random?: number;
  config?: string;
  seed: number;
  runs?: string;
  jobs: number;
  json?: boolean;
}

/** Trials that are printed; all of them with --json. */
const SHOWN = 10;

const EXAMPLES = `
The settings with the lowest validation loss win, as in the paper; of systems
that have no loss, those with the highest F1@1 on the validation posts.

FILE of --grid holds the values to try, by setting; every combination is tried:
  {"learningRate": [0.001, 0.002], "dropout": [0.1, 0.3]}
With --random N as well, N combinations are drawn, and there may be ranges:
  {"learningRate": {"from": 0.0003, "to": 0.003, "scale": "log"},
   "hidden": {"from": 50, "to": 150, "whole": true}}
--random N alone draws learningRate, batch, dropout and wordDropout, for models
that are trained in epochs. --config holds settings that all trials have.

Trials are kept as runs, like those of threadtag experiment: after Ctrl-C the
same command goes on, and a larger search makes none again that is there. Their
models are not kept; train one with the file that --out names.

Examples:
  $ threadtag tune data/weibo --model seq2seq --grid grid.json --out best.json
  $ threadtag tune data/weibo --model bi-attention --random 20 --out best.json
  $ threadtag train data/weibo --config best.json --out models/best
`;

/** Adds `threadtag tune`: searches for the settings of a system. */
export function tune(program: Command, io: Io): void {
  program
    .command("tune")
    .description("Search for the best settings of a system, by grid or at random.")
    .argument("<dataset>", "dataset folder")
    .requiredOption("--model <name>", "what to tune", choice(SUGGESTERS))
    .requiredOption("--out <file>", "JSON file to write for train --config")
    .option("--grid <file>", "the values to try, as JSON")
    .option("--random <n>", "draw that many combinations", positiveNumber)
    .option("--config <file>", "settings of all trials, as for train --config")
    .option("--seed <n>", "seed of the trainings, and of what is drawn", wholeNumber, 1)
    .option("--runs <folder>", "where runs are kept (default: runs, beside --out)")
    .option("--jobs <n>", "trainings at the same time", positiveNumber, availableParallelism())
    .option("--json", "print all trials as JSON")
    .addHelpText("after", EXAMPLES)
    .action((dataset: string, flags: TuneFlags) => runTune(dataset, flags, io));
}

async function runTune(folder: string, flags: TuneFlags, io: Io): Promise<void> {
  const { model, out, config, seed, jobs } = flags;
  const candidates = candidatesOf(flags);
  const { model: _, seed: __, ...fixed } = config === undefined ? {} : readSystemConfig(config);
  const dataset: Dataset = { ...readDataset(folder, ["train", "valid"]), test: [] };
  const specs = trialSpecs(dataset, model, candidates, fixed, seed);
  const display = new RunsDisplay("Tuning", specs, dataset, io);
  const runs = flags.runs ?? join(dirname(out), "runs");
  const { records, failures } = await makingRuns(
    { datasetFolder: folder, dataset, runs, jobs },
    display,
    io,
    (options) => makeTrials(specs, options),
  );
  for (const failure of failures) io.err.write(`failed: ${failure}\n`);
  const tuning = rankTrials(dataset, model, candidates, records);
  const best = bestOf(tuning);
  writeAtomically(out, `${JSON.stringify({ model, ...fixed, ...best.settings }, null, 2)}\n`);
  io.out.write(flags.json ? `${JSON.stringify(tuning, null, 2)}\n` : describe(tuning, out));
}

/** Makes the runs of the trials, without keeping their models: trials are many, and models large. */
function makeTrials(specs: readonly RunSpec[], options: SchedulerOptions) {
  const { store, hooks = {} } = options;
  return makeRuns(specs, {
    ...options,
    hooks: {
      ...hooks,
      onFinished: (record, made) => {
        if (made) store.dropModel(record.spec);
        hooks.onFinished?.(record, made);
      },
    },
  });
}

function candidatesOf({ model, grid, random, seed }: TuneFlags): Candidate[] {
  if (grid === undefined && random === undefined) {
    throw new UserError("give --grid FILE, --random N, or both.");
  }
  if (grid === undefined && isSystem(model)) {
    throw new UserError(
      `--random: what to draw for ${model} is not known. Name its settings in a file: --grid FILE --random ${random}. threadtag train --help lists them.`,
    );
  }
  const space = grid === undefined ? NEURAL_SPACE : readSearchSpace(grid);
  return random === undefined ? gridOf(space) : drawFrom(space, random, seed);
}

function bestOf({ trials }: Tuning): Trial {
  const [best] = trials;
  if (best?.value !== undefined) return best;
  throw new UserError("every trial failed; no file was written. See the messages above.", 1);
}

function describe({ objective, trials }: Tuning, out: string): string {
  const names = [...new Set(trials.flatMap(({ settings }) => Object.keys(settings)))];
  const rows = trials
    .slice(0, SHOWN)
    .map(({ settings, value }) => [
      value?.toFixed(4) ?? "failed",
      ...names.map((name) => String(settings[name] ?? "")),
    ]);
  const more = trials.length > SHOWN ? `(${trials.length - SHOWN} more; see --json)\n` : "";
  return `${table([[objective, ...names], ...rows])}${more}Best settings: ${out}\n`;
}
