import type { Experiment } from "./experiment.js";
import { figure2, table2, table3 } from "./tables/dataset-experiments.js";
import { figure3 } from "./tables/figure3.js";
import { figure4 } from "./tables/figure4.js";
import { table4 } from "./tables/table4.js";
import { table5 } from "./tables/table5.js";
import { table6 } from "./tables/table6.js";
import { table7 } from "./tables/table7.js";
import { topical } from "./tables/topical.js";

const ALL = {
  table2,
  table3,
  figure2,
  table4,
  table5,
  table6,
  table7,
  figure3,
  figure4,
  topical,
} satisfies Record<string, Experiment>;

/** The name of a table or figure. */
export type ExperimentName = keyof typeof ALL;

/** The paper's tables and figures, and behind them our own, in the order of a report. */
export const EXPERIMENTS: Readonly<Record<ExperimentName, Experiment>> = ALL;

/** The names of all tables and figures. */
export const EXPERIMENT_NAMES = Object.keys(EXPERIMENTS) as ExperimentName[];
