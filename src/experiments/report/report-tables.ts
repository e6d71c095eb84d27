import { type BarsPart, type HeatmapPart, percentCell, type TablePart } from "./section.js";

/** How many words of the conversation are listed for each word of the post. */
const STRONGEST = 3;

/** The figures of a bar plot as a table: a row for each bin, a column for each series. */
export function barsAsTable({ caption, binName, bins, series }: BarsPart): TablePart {
  return {
    kind: "table",
    caption: `${binName}; ${caption}`,
    groups: [
      { label: "", columns: ["cases"] },
      { label: "", columns: series.map(({ label }) => label) },
    ],
    rows: bins.map(({ label, note }, bin) => ({
      label,
      cells: [
        { text: note },
        ...series.map(({ values }) => {
          const value = values[bin];
          return value === null || value === undefined ? { text: "-" } : percentCell(value);
        }),
      ],
    })),
  };
}

/** What each word of the post attends to most, as a table. */
export function heatmapAsTable({ caption, rows, columns, weights }: HeatmapPart): TablePart {
  return {
    kind: "table",
    caption: `${caption} The ${STRONGEST} strongest words of the conversation for each word of the post.`,
    texts: true,
    groups: [{ label: "", columns: Array.from({ length: STRONGEST }, (_, i) => String(i + 1)) }],
    rows: rows.map((label, row) => {
      const numbers = weights[row]!;
      const order = [...columns.keys()].sort((a, b) => numbers[b]! - numbers[a]!);
      return {
        label,
        cells: Array.from({ length: STRONGEST }, (_, i) => {
          const column = order[i];
          return column === undefined
            ? { text: "-" }
            : { text: `${columns[column]} ${(100 * numbers[column]!).toFixed(1)}%` };
        }),
      };
    }),
  };
}
