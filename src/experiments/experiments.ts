import { figure2, table2, table3 } from "./dataset-experiments.js";
import type { Experiment } from "./experiment.js";
import { figure3 } from "./figure3.js";
import { figure4 } from "./figure4.js";
import { table4 } from "./table4.js";
import { table5 } from "./table5.js";
import { table6 } from "./table6.js";
import { table7 } from "./table7.js";
import { topical } from "./topical.js";

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
