import { STATISTICS_STYLE } from "../../dataset/statistics-style.js";
import type { Reliability, ReliabilityBin } from "../../evaluation/reliability.js";
import { htmlPage } from "../../support/html-page.js";
import { type Markup, markup } from "../../support/markup.js";
import { reliabilityPlot } from "./reliability-plot.js";
import { REPORT_STYLE } from "./report-style.js";

const STYLE = markup`
.reliability { max-width: 100%; height: auto; margin: 1.5rem 0 }
.diagonal { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 5 4 }
.interval { stroke: var(--bar); stroke-width: 2; stroke-opacity: 0.55 }
.point { fill: var(--bar) }
.counts { fill: var(--bar); fill-opacity: 0.55 }
g:hover > .point { stroke: var(--text); stroke-width: 1.5 }
`;

/** What was scored. */
export interface ScoredModel {
  /** The system, as in the paper's tables. */
  readonly model: string;
  readonly dataset: string;
  readonly split: string;
  /** Suggestions of each post that count. */
  readonly count: number;
}

/**
 * Shows whether a model's confidences are what they say: a plot, and the figures as a table.
 * @returns an HTML document that needs no other file and no script
 */
export function reliabilityPage(scored: ScoredModel, figures: Reliability): string {
  const { model, dataset, split, count } = scored;
  const { predictions, expectedCalibrationError, bins } = figures;
  return htmlPage({
    title: `${model} on ${dataset}: reliability`,
    style: [STATISTICS_STYLE, REPORT_STYLE, STYLE],
    madeBy: "threadtag evaluate --reliability",
    main: markup`<h1>${model} on ${dataset}</h1>
<p class="lead">Expected calibration error: ${expectedCalibrationError.toFixed(2)} percentage points</p>
<p class="note">${predictions.toLocaleString("en")} suggestions for the ${split} posts, at most ${count} for each. A model whose confidences are true has all points on the broken line: of its suggestions with a confidence of 70% seven in ten are right. The lines through the points are 95% intervals: what chance alone may do to a share of so few.</p>
${reliabilityPlot(bins)}
${table(bins)}`,
  });
}

function table(bins: readonly ReliabilityBin[]): Markup {
  return markup`<div class="scroll"><table>
<caption>Suggestions by their confidence, in percent.</caption>
<thead><tr>${["Confidence", "Suggestions", "Mean confidence", "Right", "95% interval"].map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${bins.map(
    ({ from, to, count, confidence, right, interval: [low, high] }) => markup`
<tr><th scope="row">${from} to ${to}</th><td>${count.toLocaleString("en")}</td><td>${confidence.toFixed(2)}</td><td>${right.toFixed(2)}</td><td>${low.toFixed(1)} to ${high.toFixed(1)}</td></tr>`,
  )}
</tbody>
</table></div>`;
}
