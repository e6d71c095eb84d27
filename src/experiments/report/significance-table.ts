import type { Comparison, Difference } from "../comparison.js";
import { type Cell, EMPTY_CELL, type TablePart } from "./section.js";

/** How a system differs from each of the others, and whether that may be chance. */
export function significanceTable(best: string, comparisons: readonly Comparison[]): TablePart {
  const hasSeeds = comparisons.some(({ overSeeds }) => overSeeds);
  return {
    kind: "table",
    caption: `${best} minus each other system, in percentage points. t: paired t-test; b: paired bootstrap with the middle 95% of its differences. p-values are two-sided and corrected over the rows (Holm).`,
    groups: [
      { label: "standard F1@1 over posts", columns: ["points", "t: p", "b: p"] },
      { label: "MAP", columns: ["points", "t: p"] },
      { label: "RG-1", columns: ["points", "t: p"] },
      { label: "released F1@1 over posts", columns: ["points", "b: 95%", "b: p"] },
      ...(hasSeeds ? [{ label: "F1@1 over seeds", columns: ["points", "t: p"] }] : []),
    ],
    rows: comparisons.map(({ system, tTest, bootstrap, overSeeds }) => ({
      label: system,
      cells: [
        ...pointsAndP(tTest["standard.f1@1"]),
        probability(bootstrap["standard.f1@1"]),
        ...pointsAndP(tTest["standard.map@5"]),
        ...pointsAndP(tTest.rouge1),
        points(bootstrap["released.f1@1"]),
        interval(bootstrap["released.f1@1"]),
        probability(bootstrap["released.f1@1"]),
        ...(hasSeeds ? pointsAndP(overSeeds) : []),
      ],
    })),
  };
}

function pointsAndP(difference: Difference | undefined): Cell[] {
  return [points(difference), probability(difference)];
}

function points(difference: Difference | undefined): Cell {
  if (!difference) return EMPTY_CELL;
  return { text: signed(difference.points), value: difference.points };
}

function interval(difference: Difference | undefined): Cell {
  const { low, high } = difference ?? {};
  if (low === undefined || high === undefined) return EMPTY_CELL;
  return { text: `${signed(low)} to ${signed(high)}` };
}

function probability(difference: Difference | undefined): Cell {
  if (!difference) return EMPTY_CELL;
  const { pValue } = difference;
  return { text: pValue < 0.001 ? "< 0.001" : pValue.toFixed(3), value: pValue };
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
