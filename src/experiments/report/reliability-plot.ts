import type { ReliabilityBin } from "../../evaluation/reliability.js";
import { type Markup, markup } from "../../support/markup.js";
import { round } from "./report-plots.js";

/** Pixels of the square with the points, and of the bars below. */
const SIZE = 380;
const BARS = 84;
const LEFT = 52;
const TOP = 12;
const GAP = 46;
const BOTTOM = 40;
/** Space between two bars. */
const BETWEEN = 4;
const TICKS = [0, 20, 40, 60, 80, 100];
const FLOOR = TOP + SIZE + GAP + BARS;

/**
 * Draws the share of right suggestions over their confidence, and below how many there are; pointing at a bin shows
 * its figures.
 */
export function reliabilityPlot(bins: readonly ReliabilityBin[]): Markup {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const label = `Share of right suggestions by confidence: ${bins.map(summary).join("; ")}.`;
  const [width, height] = [LEFT + SIZE + 24, FLOOR + BOTTOM];
  return markup`<svg class="plot reliability" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${TICKS.map(tick)}<line class="diagonal" x1="${x(0)}" y1="${y(0)}" x2="${x(100)}" y2="${y(100)}"></line>
${bins.map((bin) => drawn(bin, most))}<text class="quiet" transform="translate(14 ${TOP + SIZE / 2}) rotate(-90)" text-anchor="middle">right</text>
<text class="quiet" x="${x(50)}" y="${FLOOR + 36}" text-anchor="middle">confidence</text>
<text class="quiet" x="${LEFT}" y="${TOP + SIZE + GAP - 10}">suggestions (on a logarithmic scale)</text>
</svg>`;
}

function tick(value: number): Markup {
  return markup`<line class="axis" x1="${x(0)}" x2="${x(100)}" y1="${y(value)}" y2="${y(value)}"></line><line class="axis" x1="${x(value)}" x2="${x(value)}" y1="${y(0)}" y2="${y(100)}"></line><text class="quiet" x="${LEFT - 6}" y="${round(y(value) + 4)}" text-anchor="end">${value}%</text><text class="quiet" x="${x(value)}" y="${FLOOR + 18}" text-anchor="middle">${value}%</text>
`;
}

function drawn(bin: ReliabilityBin, most: number): Markup {
  const { from, to, count, confidence, right, interval } = bin;
  const [low, high] = interval.map(y);
  const height = round((BARS * Math.log1p(count)) / Math.log1p(most));
  const width = round(x(to) - x(from));
  return markup`<g><title>${summary(bin)}</title><rect class="target" x="${x(from)}" y="${TOP}" width="${width}" height="${SIZE}"></rect><line class="interval" x1="${x(confidence)}" x2="${x(confidence)}" y1="${low}" y2="${high}"></line><circle class="point" cx="${x(confidence)}" cy="${y(right)}" r="5"></circle><rect class="counts" x="${round(x(from) + BETWEEN / 2)}" y="${round(FLOOR - height)}" width="${width - BETWEEN}" height="${height}"></rect></g>
`;
}

function summary({ from, to, count, right }: ReliabilityBin): string {
  return `${from} to ${to}%: ${right.toFixed(1)}% of ${count.toLocaleString("en")} right`;
}

function x(percent: number): number {
  return round(LEFT + (SIZE * percent) / 100);
}

function y(percent: number): number {
  return round(TOP + SIZE * (1 - percent / 100));
}
