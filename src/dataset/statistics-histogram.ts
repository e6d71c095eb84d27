import { type Markup, markup } from "../support/markup.js";
import { binLabel, decimal, percentage } from "./statistics-figures.js";
import type { FrequencyBin } from "./statistics-hashtags.js";

const ROW = 26;
const BAR = 18;
/** Where the labels end, where the bars start, and the gap after them, in pixels. */
const LABELS = 44;
const BARS = 54;
const GAP = 6;
/** In percent of the width, which leaves room for the figure on a phone too. */
const LONGEST = 66;

/**
 * Draws the paper's Figure 2 with bars from left to right; pointing at a bar shows its figures. It is
 * as wide as the page without growing with it: text keeps its size on a phone.
 * @returns an SVG for a page that has the classes of `STATISTICS_STYLE`
 */
export function histogram(bins: readonly FrequencyBin[]): Markup {
  const largest = Math.max(...bins.map(({ share }) => share)) || 1;
  return markup`<svg class="histogram" role="img" aria-label="${summary(bins)}" width="100%" height="${ROW * bins.length}">
${bins.map((bin, i) => row(bin, i * ROW, (bin.share / largest) * LONGEST))}</svg>`;
}

function row(bin: FrequencyBin, top: number, width: number): Markup {
  const baseline = top + ROW / 2 + 4;

  const title = `${binLabel(bin)} times: ${decimal(bin.tags, 0)} hashtags, ${percentage(bin.share)}`;
  return markup`<g><title>${title}</title>
<rect class="target" y="${top}" width="100%" height="${ROW}"></rect>
<text x="${LABELS}" y="${baseline}" text-anchor="end">${binLabel(bin)}</text>
<rect class="bar" x="${BARS}" y="${top + (ROW - BAR) / 2}" width="${width.toFixed(2)}%" height="${BAR}"></rect>
<text x="${width.toFixed(2)}%" dx="${BARS + GAP}" y="${baseline}">${percentage(bin.share)}</text></g>
`;
}

/** What a reader who cannot see the bars is told; the figures are in a table below them. */
function summary(bins: readonly FrequencyBin[]): string {
  const figures = bins
    .filter(({ tags }) => tags > 0)
    .map((bin) => `${binLabel(bin)} times: ${percentage(bin.share)}`);
  return `Distinct hashtags by how often they occur. ${figures.join(", ")}.`;
}
