import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { readDataset } from "../dataset/folder.js";
import { LEAST_TOPICALITY } from "../dataset/topicality.js";
import { EXPERIMENT_NAMES, type ExperimentName } from "../experiments/experiments.js";
import { type Report, thisMachine } from "../experiments/report/report.js";
import { reportPage } from "../experiments/report/report-html.js";
import { reportMarkdown } from "../experiments/report/report-markdown.js";
import { plannedRuns, runStudy } from "../experiments/run-study.js";
import { Study } from "../experiments/study.js";
import { defaultStudyConfig, readStudyConfig } from "../experiments/study-config.js";
import { env } from "../graph/onnx-runtime.js";
import { writeTogether } from "../support/files.js";
import type { Io } from "./io.js";
import { makingRuns } from "./making-runs.js";
import { choice, positiveNumber } from "./options.js";
import { RunsDisplay } from "./runs-display.js";

interface ExperimentFlags {
  out: string;
  runs?: string;
  jobs: number;
  seeds: number;
  split?: "valid" | "test";
  config?: string;
  postId?: string;
  quick?: boolean;
  json?: boolean;
}

const WHAT = [...EXPERIMENT_NAMES, "all"] as const;

const EXAMPLES = `
What there is:
  table2   sizes and lengths           table6   what generators read
  table3   where hashtags occur        table7   suggestions for one post
  figure2  how often they occur        figure3  F1@1 by frequency of hashtags
  table4   all systems compared        figure4  what a post's words attend to
  table5   hashtags never trained on   topical  hashtags without a topic
  all      everything

REPORT then holds report.html (one page, for any browser), report.md and
report.json with the same figures. The runs behind them, each a system trained
with one seed, are kept in REPORT/runs; one that is finished is never made
again. Ctrl-C keeps all of it; the same command goes on. Several experiments
may share a folder of runs (--runs), also at the same time.

--config takes a JSON file with any of
  "systems"      which are compared, a list of names
  "best"         the one tested against each of the others (default: fusion)
  "seeds"        trainings of single systems: {"bi-attention": 3}
  "settings"     by system, as for train --config; "neural" stands for all that
                 are trained in epochs: {"neural": {"batch": 32}, "lda": {...}}
  "unseenShare"  share of hashtags that table5 hides from training (0.2)
  "topicality"   below it a hashtag has no topic, for topical (${LEAST_TOPICALITY})

Examples:
  $ threadtag experiment table4 data/weibo --out reports/weibo --quick
      a first look: small systems, trained briefly
  $ threadtag experiment all data/weibo --out reports/weibo --seeds 3
      the paper's evaluation, with means and deviations
  $ threadtag experiment figure4 data/weibo --out reports/weibo --post-id 4711
`;

/** Adds `threadtag experiment`: the paper's tables and figures on any dataset. */
export function experiment(program: Command, io: Io): void {
  program
    .command("experiment")
    .description("Make the paper's tables and figures on a dataset: train and compare all systems.")
    .argument("<what>", `${WHAT.join(", ")}`, choice(WHAT))
    .argument("<dataset>", "dataset folder")
    .requiredOption("--out <report>", "folder of the report")
    .option("--seeds <n>", "trainings of each system, with seeds 1 to n", positiveNumber, 1)
    .option(
      "--split <name>",
      "split to score on: valid or test (default: test, or valid where there is none)",
      choice(["valid", "test"] as const),
    )
    .option("--quick", "small systems, trained briefly, for a first look")
    .option("--config <file>", "which systems, seeds and settings, from a JSON file")
    .option(
      "--post-id <id>",
      "the post of table7 and figure4 (default: one that systems differ on)",
    )
    .option("--runs <folder>", "where runs are kept (default: REPORT/runs)")
    .option("--jobs <n>", "runs made at the same time", positiveNumber, availableParallelism())
    .option("--json", "print the report as JSON")
    .addHelpText("after", EXAMPLES)
    .action((what: (typeof WHAT)[number], dataset: string, flags: ExperimentFlags) =>
      runExperiment(what === "all" ? EXPERIMENT_NAMES : [what], dataset, flags, io, {
        threadtag: program.version() as string,
        node: process.versions.node,
        "onnxruntime-node": env.versions.node as string,
      }),
    );
}

async function runExperiment(
  names: readonly ExperimentName[],
  folder: string,
  flags: ExperimentFlags,
  io: Io,
  versions: Report["versions"],
): Promise<void> {
  const config = flags.config === undefined ? defaultStudyConfig() : readStudyConfig(flags.config);
  const dataset = readDataset(folder);
  const { seeds, quick = false, postId } = flags;
  const split = flags.split ?? (dataset.test.length > 0 ? "test" : "valid");
  const options = { split, seeds, config, quick, ...(postId !== undefined && { postId }) };
  const study = new Study(dataset, options);
  const specs = plannedRuns(study, names);
  const display = new RunsDisplay("Experiment", specs, dataset, io);
  const started = performance.now();
  const { out, runs = join(out, "runs"), jobs } = flags;
  const workshop = { datasetFolder: folder, dataset, runs, jobs };
  const outcome = await makingRuns(workshop, display, io, (scheduling) =>
    runStudy(study, names, specs, scheduling),
  );
  const { name, language, hash, counts } = dataset.info;
  const report: Report = {
    dataset: { name, language, hash, counts },
    split,
    seeds,
    seedsOf: config.seeds,
    quick,
    settings: config.settings,
    runs: outcome.runs,
    runsMade: display.made,
    seconds: (performance.now() - started) / 1000,
    writtenAt: new Date().toISOString(),
    versions,
    machine: thisMachine(),
    sections: outcome.sections,
  };
  writeReport(report, flags, io);
}

function writeReport(report: Report, { out, json }: ExperimentFlags, io: Io): void {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  writeTogether({
    [join(out, "report.html")]: reportPage(report),
    [join(out, "report.md")]: reportMarkdown(report),
    [join(out, "report.json")]: text,
  });
  io.out.write(json ? text : `Report: ${join(out, "report.html")}\n`);
}
