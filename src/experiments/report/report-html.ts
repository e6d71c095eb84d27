import { STATISTICS_STYLE } from "../../dataset/statistics-style.js";
import { htmlPage } from "../../support/html-page.js";
import { type Markup, markup } from "../../support/markup.js";
import type { Report } from "./report.js";
import { reportFacts } from "./report-facts.js";
import { barPlot, heatmap } from "./report-plots.js";
import { REPORT_STYLE } from "./report-style.js";
import { barsAsTable } from "./report-tables.js";
import type { BarsPart, Cell, ColumnGroup, Part, Section, TablePart, TableRow } from "./section.js";

/**
 * A report as a page of its own.
 * @returns an HTML document that needs no other file and no script
 */
export function reportPage(report: Report): string {
  const { dataset, sections } = report;
  return htmlPage({
    title: `${dataset.name}: experiments`,
    style: [STATISTICS_STYLE, REPORT_STYLE],
    madeBy: "threadtag experiment",
    main: markup`<h1>${dataset.name}: experiments</h1>
<p class="lead">The tables and figures of <cite>Microblog Hashtag Generation via Encoding Conversation Contexts</cite> (Wang et al., NAACL-HLT 2019), made anew on this dataset. Figures of the paper stand beside ours where it gives any; they are of <strong>other data</strong>.</p>
<dl>${reportFacts(report).map(
      ([term, value]) => markup`
<dt>${term}</dt><dd>${value}</dd>`,
    )}
</dl>
${contents(sections)}
${sections.map((section) => sectionOf(section, dataset.language))}`,
  });
}

function contents(sections: readonly Section[]): Markup {
  if (sections.length < 2) return markup``;
  return markup`<nav aria-label="Contents"><ul>${sections.map(
    ({ id, title }) => markup`
<li><a href="#${id}">${title}</a></li>`,
  )}
</ul></nav>`;
}

function sectionOf({ id, title, notes, parts }: Section, language: string): Markup {
  return markup`<section id="${id}">
<h2>${title}</h2>
${notes.map(
  (note) => markup`<p class="note">${note}</p>
`,
)}${parts.map((part) => partOf(part, language))}
</section>
`;
}

function partOf(part: Part, language: string): Markup {
  if (part.kind === "table") return tableOf(part, language);
  if (part.kind === "bars") return barsOf(part, language);
  return markup`<figure>
<figcaption>${part.caption}</figcaption>
${heatmap(part, language)}
</figure>`;
}

function barsOf(part: BarsPart, language: string): Markup {
  return markup`<figure>
<figcaption>${part.caption}</figcaption>
${barPlot(part)}
<details><summary>The figures as a table</summary>
${tableOf(barsAsTable(part), language)}
</details>
</figure>`;
}

function tableOf({ caption, groups, rows, texts }: TablePart, language: string): Markup {
  const columns = groups.flatMap(({ columns }) => columns);
  const kinds = groups.flatMap(({ columns, other }) =>
    columns.map((_, i) => `${other ? "other" : ""}${i === 0 ? " start" : ""}`.trim()),
  );
  const head = columns.some((label) => label)
    ? markup`<tr><td></td>${columns.map((label, i) => markup`<th scope="col" class="${kinds[i]!}">${label}</th>`)}</tr>`
    : markup``;
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="report${texts ? " texts" : ""}">
<caption>${caption}</caption>
<thead>${groupHeads(groups)}${head}</thead>
<tbody>${rows.map((row) => rowOf(row, kinds, texts ? language : ""))}
</tbody>
</table></div>`;
}

function groupHeads(groups: readonly ColumnGroup[]): Markup {
  if (groups.every(({ label }) => label === "")) return markup``;
  return markup`<tr><td></td>${groups.map(({ label, columns, other }) => markup`<th scope="colgroup" colspan="${columns.length}" class="${other ? "other" : ""}">${label}</th>`)}</tr>`;
}

function rowOf(
  { label, heading, cells }: TableRow,
  kinds: readonly string[],
  language: string,
): Markup {
  const part = heading
    ? markup`
<tr class="part"><th colspan="${kinds.length + 1}" scope="rowgroup">${heading}</th></tr>`
    : markup``;
  return markup`${part}
<tr><th scope="row">${label}</th>${cells.map((cell, i) => markup`<td class="${kinds[i] ?? ""}">${contentOf(cell, language)}</td>`)}</tr>`;
}

function contentOf({ text, best }: Cell, language: string): Markup {
  // Isolated: a text from right to left must not turn those around it.
  const content = language ? markup`<bdi lang="${language}">${text}</bdi>` : markup`${text}`;
  return best ? markup`<strong>${content}</strong>` : content;
}
