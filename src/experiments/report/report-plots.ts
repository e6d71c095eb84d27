import { type Markup, markup } from "../../support/markup.js";
import { linearTicks } from "../../training/ticks.js";
import type { BarsPart, HeatmapPart } from "./section.js";

const HEIGHT = 240;
const LEFT = 46;
const TOP = 12;
const BOTTOM = 50;
const LEAST_BAR = 7;
const GAP = 14;
/** Width of a bin with few bars: its label needs some room. */
const LEAST_BIN = 48;
const COLOURS = 6;

/** Draws bars side by side for each bin; pointing at a bar shows its figures. */
export function barPlot(part: BarsPart): Markup {
  const known = part.series.flatMap(({ values }) => values.filter((value) => value !== null));
  const ticks = linearTicks(0, Math.max(1, ...known), 4);
  const bin = Math.max(LEAST_BIN, part.series.length * LEAST_BAR + GAP);
  const width = LEFT + bin * part.bins.length;
  const y = (value: number) => TOP + HEIGHT * (1 - value / ticks.to);
  const label = `${part.valueName} by bin: ${part.series.map(({ label }) => label).join(", ")}. The figures are in the table below.`;
  return markup`${legend(part)}
<div class="scroll" role="region" aria-label="${part.caption}" tabindex="0"><svg class="plot" role="img" aria-label="${label}" width="${width}" height="${TOP + HEIGHT + BOTTOM}">
${ticks.values.map(
  (
    tick,
  ) => markup`<line class="axis" x1="${LEFT}" x2="${width}" y1="${round(y(tick))}" y2="${round(y(tick))}"></line><text class="quiet" x="${LEFT - 6}" y="${round(y(tick) + 4)}" text-anchor="end">${ticks.label(tick)}%</text>
`,
)}${part.bins.map((_, i) => bars(part, i, LEFT + i * bin, bin, y))}<text class="quiet" x="${round((LEFT + width) / 2)}" y="${TOP + HEIGHT + 42}" text-anchor="middle">${part.binName}</text>
</svg></div>`;
}

function legend({ series }: BarsPart): Markup {
  if (series.length < 2) return markup``;
  return markup`<ul class="legend">${series.map(({ label }, i) => markup`<li><svg width="11" height="11" aria-hidden="true"><rect class="${colour(i)}" width="11" height="11"></rect></svg>${label}</li>`)}</ul>`;
}

/** The bars of one bin. @param left where the bin starts, `width` pixels wide */
function bars(
  { bins, series, valueName }: BarsPart,
  place: number,
  left: number,
  width: number,
  y: (value: number) => number,
): Markup {
  const { label, note } = bins[place]!;
  const bar = (width - GAP) / series.length;
  return markup`${series.map(({ label: name, values }, i) => {
    const value = values[place];
    if (value === null || value === undefined) return markup``;
    const title = `${name}, ${label} (${note}): ${valueName} ${value.toFixed(2)}%`;
    const x = left + GAP / 2 + i * bar;
    return markup`<g><title>${title}</title><rect class="bar-of ${colour(i)}" x="${round(x)}" y="${round(y(value))}" width="${round(bar - 1)}" height="${round(y(0) - y(value))}"></rect><rect class="target" x="${round(x)}" y="${TOP}" width="${round(bar)}" height="${HEIGHT}"></rect></g>
`;
  })}<text x="${round(left + width / 2)}" y="${TOP + HEIGHT + 18}" text-anchor="middle">${label}</text>
`;
}

const CELL = 20;
/** Pixels that a character of a label may need, and the most that labels get. */
const CHARACTER = 13;
const MOST_LABEL = 150;

/** Draws a matrix of weights between two texts; pointing at a cell shows its words and weight. */
export function heatmap(
  { rows, columns, weights, caption }: HeatmapPart,
  language: string,
): Markup {
  const left = labelRoom(rows);
  const top = labelRoom(columns);
  const largest = Math.max(...weights.flat(), 0) || 1;
  const [width, height] = [left + columns.length * CELL, top + rows.length * CELL];
  const cell = (row: number, column: number) => {
    const weight = weights[row]![column]!;
    const title = `${rows[row]} → ${columns[column]}: ${percent(weight)}`;
    return markup`<g><title>${title}</title><rect class="cell" fill-opacity="${(weight / largest).toFixed(3)}" x="${left + column * CELL}" y="${top + row * CELL}" width="${CELL - 1}" height="${CELL - 1}"></rect></g>`;
  };
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><svg class="plot heatmap" lang="${language}" role="img" aria-label="${summary(rows, columns, weights)}" width="${width + top}" height="${height + 1}">
<rect class="frame" x="${left - 0.5}" y="${top - 0.5}" width="${columns.length * CELL}" height="${rows.length * CELL}"></rect>
${columns.map(
  (
    word,
    i,
  ) => markup`<text transform="translate(${left + i * CELL + 15} ${top - 6}) rotate(-60)">${word}</text>
`,
)}${rows.map(
  (
    word,
    row,
  ) => markup`<text x="${left - 8}" y="${top + row * CELL + 14}" text-anchor="end">${word}</text>${columns.map((_, column) => cell(row, column))}
`,
)}</svg></div>
<p class="note">The darkest cell is ${percent(largest)}; an even spread would give each cell ${percent(1 / Math.max(1, columns.length))}.</p>`;
}

/** Chinese characters are as wide as they are high, Latin letters half as wide. */
function labelRoom(words: readonly string[]): number {
  const widths = words.map((word) =>
    [...word].reduce(
      (sum, character) => sum + (character > "⺀" ? CHARACTER : CHARACTER * 0.62),
      0,
    ),
  );
  return Math.round(Math.min(MOST_LABEL, Math.max(20, ...widths))) + 14;
}

/** What a reader who cannot see the cells is told. */
function summary(
  rows: readonly string[],
  columns: readonly string[],
  weights: HeatmapPart["weights"],
): string {
  const strongest = rows.map((word, row) => {
    const largest = Math.max(...weights[row]!, 0);
    return `${word}: ${columns[weights[row]!.indexOf(largest)] ?? "-"} (${percent(largest)})`;
  });
  return `Attention. The strongest for each word: ${strongest.join(", ")}.`;
}

function colour(series: number): string {
  return `series${(series % COLOURS) + 1}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** Pixels, to a tenth. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
