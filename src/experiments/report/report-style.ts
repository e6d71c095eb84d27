import { markup } from "../../support/markup.js";

/** What the page of a report has beside the style of the statistics page. */
export const REPORT_STYLE = markup`
:root { --series1: #0969da; --series2: #bc4c00; --series3: #1a7f37; --series4: #8250df; --series5: #9a6700; --series6: #57606a }
@media (prefers-color-scheme: dark) {
  :root { --series1: #58a6ff; --series2: #f0883e; --series3: #3fb950; --series4: #bc8cff; --series5: #d29922; --series6: #9198a1 }
}
body { font-family: system-ui, "Segoe UI", "DejaVu Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
main { max-width: 84rem }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 1.5rem 0 0; padding: 0; list-style: none }
a { color: var(--bar) }
.report { font-size: 0.88rem }
.report th, .report td { padding: 0.3rem 0.55rem }
.report tbody th { position: sticky; left: 0; background: var(--page); white-space: nowrap }
.report thead tr:first-child :is(th, td) { border-bottom: 0; text-align: center }
.report .part th { padding-top: 0.9rem; color: var(--quiet); font-weight: 600 }
.report .start { padding-left: 1.1rem }
.report.texts thead th { text-align: left }
.texts td { text-align: left; white-space: normal }
.texts tbody th { vertical-align: top }
.plot { display: block; overflow: visible }
.plot text { font-size: 12px; fill: var(--text); font-variant-numeric: tabular-nums }
.plot .quiet { fill: var(--quiet) }
.plot .axis { stroke: var(--rule); stroke-width: 1 }
.cell { fill: var(--bar) }
.frame { fill: none; stroke: var(--rule) }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.75rem 0 0; padding: 0; list-style: none; font-size: 0.88rem }
.legend svg { vertical-align: -1px; margin-right: 0.4rem }
.series1 { fill: var(--series1) }
.series2 { fill: var(--series2) }
.series3 { fill: var(--series3) }
.series4 { fill: var(--series4) }
.series5 { fill: var(--series5) }
.series6 { fill: var(--series6) }
figure { margin: 1rem 0 }
figcaption { color: var(--quiet); font-size: 0.9rem }
.heatmap text { font-size: 13px }
g:hover > .cell, g:hover > .bar-of { stroke: var(--text); stroke-width: 1.5 }
@media print { .scroll { overflow: visible } nav { display: none } }
`;
