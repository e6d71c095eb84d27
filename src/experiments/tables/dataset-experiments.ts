import { SPLITS } from "../../dataset/instance.js";
import {
  binLabel,
  decimal,
  PAPER_FIGURES,
  SIZE_ROWS,
  type SizeRow,
} from "../../dataset/statistics-figures.js";
import type { Experiment } from "../experiment.js";
import { PAPER_HEADING } from "../report/paper-figures.js";
import type { Section, TablePart } from "../report/section.js";
import type { Results } from "../results.js";

/** How many of the rows of the sizes make up Table 2; the rest is Table 3. */
const TABLE2_ROWS = 5;

/** Table 2: sizes and lengths. */
export const table2: Experiment = {
  title: "Table 2: the dataset",
  runs: () => [],
  section: (results) => ({
    id: "table2",
    title: table2.title,
    notes: ["Words are counted before a model truncates them."],
    parts: [
      sizes(results, SIZE_ROWS.slice(0, TABLE2_ROWS), "Posts, and average numbers of words."),
    ],
  }),
};

/** Table 3: where hashtags occur. */
export const table3: Experiment = {
  title: "Table 3: the hashtags",
  runs: () => [],
  section: (results) => ({
    id: "table3",
    title: table3.title,
    notes: [
      "“In post” is the share of gold hashtags whose words occur in a row in their post, likewise “in conversation”.",
    ],
    parts: [
      sizes(results, SIZE_ROWS.slice(TABLE2_ROWS), "Distinct hashtags, and where they occur."),
    ],
  }),
};

/** Figure 2: how often hashtags occur. */
export const figure2: Experiment = {
  title: "Figure 2: how often hashtags occur",
  runs: () => [],
  section: ({ statistics }): Section => ({
    id: "figure2",
    title: figure2.title,
    notes: ["Distinct hashtags of all splits by the number of posts that have them."],
    parts: [
      {
        kind: "bars",
        caption: "Share of the distinct hashtags.",
        binName: "Posts with the hashtag",
        valueName: "Share of hashtags",
        bins: statistics.tagFrequency.map((bin) => ({
          label: binLabel(bin),
          note: `${decimal(bin.tags, 0)} hashtags`,
        })),
        series: [{ label: "hashtags", values: statistics.tagFrequency.map(({ share }) => share) }],
      },
    ],
  }),
};

function sizes({ statistics }: Results, rows: readonly SizeRow[], caption: string): TablePart {
  const present = SPLITS.filter((split) => statistics.splits[split]);
  const columns = [statistics.all, ...present.map((split) => statistics.splits[split]!)];
  const paper = Object.entries(PAPER_FIGURES);
  return {
    kind: "table",
    caption,
    groups: [
      { label: "This dataset", columns: ["all", ...present] },
      ...paper.map(([data]) => ({
        label: PAPER_HEADING(data as keyof typeof PAPER_FIGURES),
        columns: ["all"],
        other: true,
      })),
    ],
    rows: rows.map(({ label, text }) => ({
      label,
      cells: [...columns, ...paper.map(([, figures]) => figures)].map((figures) => ({
        text: text(figures),
      })),
    })),
  };
}
