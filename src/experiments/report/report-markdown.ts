import type { Report } from "./report.js";
import { reportFacts } from "./report-facts.js";
import { barsAsTable, heatmapAsTable } from "./report-tables.js";
import type { Cell, Part, Section, TablePart } from "./section.js";

/** A report as Markdown, with the figures of the page. */
export function reportMarkdown(report: Report): string {
  const facts = reportFacts(report).map(([term, value]) => `- ${term}: ${escaped(value)}`);
  return [
    `# ${escaped(report.dataset.name)}: experiments`,
    "The tables and figures of *Microblog Hashtag Generation via Encoding Conversation Contexts* (Wang et al., NAACL-HLT 2019), made anew on this dataset. Figures of the paper stand beside ours where it gives any; they are of **other data**.",
    facts.join("\n"),
    ...report.sections.map(sectionOf),
    "Made by `threadtag experiment`.\n",
  ].join("\n\n");
}

function sectionOf({ title, notes, parts }: Section): string {
  return [`## ${title}`, ...notes.map(escaped), ...parts.map(partOf)].join("\n\n");
}

function partOf(part: Part): string {
  if (part.kind === "table") return tableOf(part);
  return tableOf(part.kind === "bars" ? barsAsTable(part) : heatmapAsTable(part));
}

function tableOf({ caption, groups, rows }: TablePart): string {
  const head = groups.flatMap(({ label, columns }) =>
    columns.map((column) => [label, column].filter((text) => text !== "").join(": ")),
  );
  const lines = rows.flatMap(({ label, heading, cells }) => [
    ...(heading ? [line([`*${heading}*`, ...head.map(() => "")])] : []),
    line([escaped(label), ...cells.map(cellOf)]),
  ]);
  return [
    escaped(caption),
    "",
    line(["", ...head.map(escaped)]),
    line(["---", ...head.map(() => "---")]),
    ...lines,
  ].join("\n");
}

function cellOf({ text, best }: Cell): string {
  return best ? `**${escaped(text)}**` : escaped(text);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Keeps signs of Markdown and HTML from meaning something, and a text on one line. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#&]/g, (sign) => `\\${sign}`).replace(/\s+/g, " ");
}
