/** What stands in a cell of a table. */
export interface Cell {
  readonly text: string;
  /** The figure as it was computed, not rounded. */
  readonly value?: number;
  /** Its standard deviation over trainings with several seeds. */
  readonly deviation?: number;
  /** Whether it is the best of its column. */
  readonly best?: boolean;
}

/** Columns that belong together. */
export interface ColumnGroup {
  readonly label: string;
  readonly columns: readonly string[];
  /** Whether they describe other data, that of the paper. */
  readonly other?: boolean;
}

/** A row of a table. */
export interface TableRow {
  readonly label: string;
  /** The part of the table that begins with this row. */
  readonly heading?: string;
  readonly cells: readonly Cell[];
}

/** A table with a column of labels in front. */
export interface TablePart {
  readonly kind: "table";
  readonly caption: string;
  readonly groups: readonly ColumnGroup[];
  readonly rows: readonly TableRow[];
  /** Whether the cells are texts of the dataset's language, not figures. */
  readonly texts?: boolean;
}

/** Bars by bin, one of each series side by side. */
export interface BarsPart {
  readonly kind: "bars";
  readonly caption: string;
  /** What the bins are of, and what the bars measure. */
  readonly binName: string;
  readonly valueName: string;
  readonly bins: readonly { readonly label: string; readonly note: string }[];
  /** Values in percent, one for each bin; null where a bin is empty. */
  readonly series: readonly {
    readonly label: string;
    readonly values: readonly (number | null)[];
  }[];
}

/** A matrix of weights between two texts. */
export interface HeatmapPart {
  readonly kind: "heatmap";
  readonly caption: string;
  /** Words down the side, and across the top. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** In [0, 1], a list for each row; those of a row add up to 1. */
  readonly weights: readonly (readonly number[])[];
}

/** A piece of a section. */
export type Part = TablePart | BarsPart | HeatmapPart;

/** One of the paper's tables or figures, made anew: all that a report shows of it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What a reader must know, each a paragraph. */
  readonly notes: readonly string[];
  readonly parts: readonly Part[];
}

/** A figure in percent with two decimals, as the paper prints them, and its deviation. */
export function percentCell(value: number, deviation?: number): Cell {
  const text = value.toFixed(2);
  if (deviation === undefined) return { text, value };
  return { text: `${text} ± ${deviation.toFixed(2)}`, value, deviation };
}

/** A cell that says that there is nothing to say. */
export const EMPTY_CELL: Cell = { text: "-" };
