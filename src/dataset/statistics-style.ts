import { markup } from "../support/markup.js";

/** The style sheet of the statistics page: light or dark as the reader has set it, narrow or wide. */
export const STATISTICS_STYLE = markup`
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --quiet: #57606a; --rule: #d8dee4; --shade: #f6f8fa; --bar: #0969da;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #f0f6fc; --quiet: #9198a1; --rule: #2b323b; --shade: #161b22; --bar: #58a6ff;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
}
main { max-width: 54rem; margin: 0 auto; padding: 2rem 1rem 3rem }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2 }
h2 { margin: 3rem 0 0.5rem; font-size: 1.3rem; line-height: 1.3 }
p { margin: 0.5rem 0; max-width: 44rem }
.lead { font-size: 1.1rem }
.lead, .note, dt, caption, details, footer { color: var(--quiet) }
.note, footer { font-size: 0.9rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; margin: 1.5rem 0 0 }
dd { margin: 0 }
code { font: 0.85em/1.4 ui-monospace, "DejaVu Sans Mono", monospace }
.scroll { overflow-x: auto; margin: 1rem 0 }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--bar); outline-offset: 2px }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.95rem; overflow-wrap: normal }
caption { padding-bottom: 0.4rem; text-align: left; font-size: 0.9rem }
th, td { padding: 0.35rem 0.75rem; border-bottom: 1px solid var(--rule); text-align: right; white-space: nowrap }
th { font-weight: 600 }
thead :is(th, td) { border-bottom-color: var(--quiet); vertical-align: bottom }
tbody th { font-weight: 400; white-space: normal }
th:first-child, td:first-child { padding-left: 0; text-align: left }
.wide { width: 100% }
.sizes tbody th { position: sticky; left: 0; background: var(--page) }
.sizes thead tr:first-child :is(th, td) { border-bottom: 0; text-align: center }
.other { background: var(--shade); color: var(--quiet) }
.hashtags bdi { font-weight: 600; overflow-wrap: anywhere }
.hashtags small { margin-left: 0.5rem }
.hashtags small bdi { font-weight: 400; color: var(--quiet) }
.histogram { display: block; margin: 1rem 0; overflow: visible }
.histogram text { font-size: 13px; fill: var(--text); font-variant-numeric: tabular-nums }
.bar { fill: var(--bar) }
.target { fill: transparent }
g:hover .target { fill: var(--shade) }
summary { cursor: pointer; font-size: 0.9rem }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule) }
@media (max-width: 30rem) {
  main { padding: 1.25rem 1rem 2rem }
  dl { grid-template-columns: 1fr; gap: 0 }
  dd { margin-bottom: 0.75rem }
  table { font-size: 0.85rem }
  .hashtags small { display: block; margin-left: 0 }
  th, td { padding: 0.35rem 0.4rem }
}
`;
