import { decimal } from "../../dataset/statistics-figures.js";
import { type Comparison, compareWith, isBetterThanAll, LEVEL } from "../comparison.js";
import type { Experiment } from "../experiment.js";
import { entrant, TABLE4_SYSTEMS } from "../line-up.js";
import { METRICS, type Metric } from "../metrics.js";
import { paperCells, paperGroup } from "../report/paper-columns.js";
import { PAPER_TABLE4, paperData } from "../report/paper-figures.js";
import { meanAndDeviation, metricGroups, scoreRows } from "../report/score-table.js";
import { type Cell, EMPTY_CELL, type TablePart, type TableRow } from "../report/section.js";
import { significanceTable } from "../report/significance-table.js";
import type { Results } from "../results.js";
import { specsOf } from "../study.js";

const ALL_METRICS: readonly Metric[] = METRICS.map(({ id }) => id);

/** Table 4: all systems, what sets them apart, and what they cost. */
export const table4: Experiment = {
  title: "Table 4: all systems",
  runs: (study) => specsOf(study, TABLE4_SYSTEMS),
  section(results) {
    const systems = results.study.systems(TABLE4_SYSTEMS);
    const best = results.study.best(systems);
    const others = systems.filter((system) => system !== best);
    const comparisons = best ? compareWith(best, others, results) : [];
    const parts = [
      mainTable(results, systems, best, comparisons),
      freshTable(results, systems),
      ...(best && others.length > 0 ? [significanceTable(best, comparisons)] : []),
      costTable(results, systems),
    ];
    return { id: "table4", title: table4.title, notes: notes(results, systems, best), parts };
  },
};

function notes(results: Results, systems: readonly string[], best: string | undefined): string[] {
  const { posts, freshPlaces, study } = results;
  const counts = systems.map((system) => study.specs(system).length);
  const once = systems.filter((_, i) => counts[i] === 1);
  const repeated = posts.length - freshPlaces.length;
  const share = decimal((100 * repeated) / posts.length, 1);
  return [
    `F1, MAP and ROUGE (RG-1: ROUGE-1, RG-4: ROUGE-SU4) of ${decimal(posts.length, 0)} ${study.options.split} posts in percent. “Released” counts as the script that came with the paper does (micro), “standard” as usual (mean over posts). “Semantic”, which is not in the paper, counts near misses in part: how near the nearest of the first one or five suggestions comes to each hashtag of the post. A dash: the system gives only one hashtag per post.`,
    ...(best
      ? [
          `* marks figures in which ${best} is significantly better than every other system (p < ${LEVEL}, corrected by Holm's method).`,
        ]
      : []),
    once.length === systems.length
      ? "Every system was trained once: the tests over posts say whether these trained systems differ. Whether training them again would give the same order, no test can say from one seed; run with --seeds 3 or more for that."
      : `Mean ± standard deviation over trainings with different seeds${once.length > 0 ? `; trained once: ${once.join(", ")}` : ""}.`,
    `${decimal(repeated, 0)} of the posts (${share}%) nearly repeat a training post; the second table leaves them out.`,
  ];
}

function mainTable(
  results: Results,
  systems: readonly string[],
  best: string | undefined,
  comparisons: readonly Comparison[],
): TablePart {
  const metrics = ALL_METRICS;
  const significant = metrics.filter((metric) => isBetterThanAll(comparisons, metric));
  const starred = best ? { system: best, metrics: new Set(significant) } : undefined;
  const rows = scoreRows(results, systems, { metrics, ...(starred && { starred }) });
  const data = paperData(results.study.dataset.info.language);
  const paper = (system: string): Cell[] => paperCells(system, PAPER_TABLE4[system]?.[data], 5);
  return {
    kind: "table",
    caption: "All posts.",
    groups: [...metricGroups(metrics), paperGroup(data, ["F1@1", "F1@5", "MAP", "RG-1", "RG-4"])],
    rows: grouped(
      rows.map((row, i) => ({ ...row, cells: [...row.cells, ...paper(systems[i]!)] })),
      systems,
    ),
  };
}

function freshTable(results: Results, systems: readonly string[]): TablePart {
  const table = { metrics: ALL_METRICS, places: results.freshPlaces };
  return {
    kind: "table",
    caption: `Without the posts that nearly repeat a training post: ${decimal(table.places.length, 0)} posts.`,
    groups: metricGroups(ALL_METRICS),
    rows: grouped(scoreRows(results, systems, table), systems),
  };
}

function costTable(results: Results, systems: readonly string[]): TablePart {
  return {
    kind: "table",
    caption:
      "What a training costs, each on one processor core, and how fast it suggests: means over trainings.",
    groups: [
      { label: "training", columns: ["trainings", "seconds", "epochs", "best epoch", "peak MiB"] },
      { label: "suggesting", columns: ["posts/s", "peak MiB"] },
    ],
    rows: systems.map((system) => costRow(results, system)),
  };
}

function costRow(results: Results, system: string): TableRow {
  const runs = results.runs(system);
  const cell = (values: readonly (number | undefined)[], decimals = 0): Cell => {
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return EMPTY_CELL;
    const { mean } = meanAndDeviation(known);
    return { text: decimal(mean, decimals), value: mean };
  };
  return {
    label: system,
    cells: [
      cell([runs.length]),
      cell(
        runs.map(({ training }) => training.seconds),
        1,
      ),
      cell(runs.map(({ training }) => training.epochs)),
      cell(runs.map(({ training }) => training.bestEpoch)),
      cell(runs.map(({ training }) => training.peakMemory)),
      cell(runs.map(({ suggesting, suggestions }) => suggestions.length / suggesting.seconds)),
      cell(runs.map(({ suggesting }) => suggesting.peakMemory)),
    ],
  };
}

/** Puts the headings of Table 4 above the first system of each part. */
function grouped(rows: readonly TableRow[], systems: readonly string[]): TableRow[] {
  const groups = systems.map((system) => entrant(system).group);
  return rows.map((row, i) =>
    groups[i] === groups[i - 1] ? row : { ...row, heading: groups[i]! },
  );
}
