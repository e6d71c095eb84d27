import { entrant } from "../line-up.js";
import { PAPER_HEADING, type PaperData } from "./paper-figures.js";
import { type Cell, type ColumnGroup, EMPTY_CELL, percentCell } from "./section.js";

/** The paper's columns beside ours: what it calls the system, and its figures. */
export function paperGroup(data: PaperData, columns: readonly string[]): ColumnGroup {
  return { label: PAPER_HEADING(data), columns: ["name", ...columns], other: true };
}

/** A row of those columns. @param figures in percent; all `count` are empty for a system it does not have */
export function paperCells(
  system: string,
  figures: readonly (number | null | undefined)[] | undefined,
  count: number,
): Cell[] {
  const cells = Array.from({ length: count }, (_, i) => {
    const figure = figures?.[i];
    return typeof figure === "number" ? percentCell(figure) : EMPTY_CELL;
  });
  const isKnown = cells.some(({ value }) => value !== undefined);
  return [isKnown ? { text: entrant(system).label } : EMPTY_CELL, ...cells];
}
