import { corpusFigure, METRICS, type Metric } from "../metrics.js";
import type { Results } from "../results.js";
import type { TrainingChange } from "../runs/run-spec.js";
import { type Cell, type ColumnGroup, EMPTY_CELL, percentCell, type TableRow } from "./section.js";

/** Which figures of which posts a table shows. */
export interface ScoreTable {
  readonly metrics: readonly Metric[];
  /** How the training posts were changed. */
  readonly change?: TrainingChange;
  /** Places of the posts that count; all by default. */
  readonly places?: readonly number[];
  /** Figures in which the chosen system is significantly better than all others. */
  readonly starred?: { readonly system: string; readonly metrics: ReadonlySet<Metric> };
}

/** Figures that need several ranked hashtags. */
const RANKED: readonly Metric[] = [
  "released.f1@5",
  "released.map@5",
  "standard.f1@5",
  "standard.map@5",
  "semantic@5",
];

/** Column heads of figures, those counted alike under one head. */
export function metricGroups(metrics: readonly Metric[]): ColumnGroup[] {
  const shown = METRICS.filter(({ id }) => metrics.includes(id));
  return [...new Set(shown.map(({ group }) => group))].map((label) => ({
    label,
    columns: shown.filter(({ group }) => group === label).map(({ label }) => label),
  }));
}

/**
 * A row for each system: the mean of its trainings with their standard deviation, the best of each figure
 * marked.
 */
export function scoreRows(
  results: Results,
  systems: readonly string[],
  table: ScoreTable,
): TableRow[] {
  const columns = table.metrics.map((metric) => {
    const cells = systems.map((system) => scoreCell(results, system, metric, table));
    const best = Math.max(...cells.map(({ value }) => value ?? 0));
    return cells.map((cell) => ({
      ...cell,
      ...(cell.value === best && best > 0 && { best: true }),
    }));
  });
  return systems.map((system, row) => ({
    label: system,
    cells: columns.map((column, i) => starred(column[row]!, system, table.metrics[i]!, table)),
  }));
}

/** The mean of numbers and their standard deviation, n - 1 below; no deviation of a single one. */
export function meanAndDeviation(values: readonly number[]): { mean: number; deviation?: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function scoreCell(
  results: Results,
  system: string,
  metric: Metric,
  { change, places }: ScoreTable,
): Cell {
  const lists = results.runs(system, change).flatMap(({ suggestions }) => suggestions);
  if (RANKED.includes(metric) && lists.every(({ length }) => length <= 1)) return EMPTY_CELL;
  const figures = results
    .scores(system, change)
    .map((scores) => corpusFigure(scores[metric], places));
  const { mean, deviation } = meanAndDeviation(figures);
  return percentCell(mean, deviation);
}

function starred(cell: Cell, system: string, metric: Metric, { starred }: ScoreTable): Cell {
  const isStarred = starred?.system === system && starred.metrics.has(metric);
  return isStarred ? { ...cell, text: `${cell.text}*` } : cell;
}
