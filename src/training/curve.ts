import type { EpochRecord } from "./history.js";
import { linearTicks, logarithmicTicks, type Ticks, wholeTicks } from "./ticks.js";

const WIDTH = 720;
const HEIGHT = 460;
const LEFT = 64;
const RIGHT = 696;
/** Top and bottom of the two panels. */
const LOSS_PANEL = { top: 96, bottom: 308 };
const RATE_PANEL = { top: 348, bottom: 404 };

/**
 * Colours for light and dark; plain classes, because not every viewer knows CSS variables. The
 * invisible rims of the dots make them easier to point at.
 */
const STYLE = `
text { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #57606a }
.title { font-size: 16px; font-weight: 600; fill: #1f2328 }
.caption { font-weight: 600; fill: #1f2328 }
.background { fill: #ffffff }
.grid { stroke: #d8dee4; stroke-width: 1 }
.line { fill: none; stroke-width: 2; stroke-linejoin: round }
.training { stroke: #bc4c00 }
circle.training { fill: #bc4c00 }
.validation { stroke: #0969da }
circle.validation { fill: #0969da }
.rate { stroke: #57606a; stroke-width: 1.5 }
circle.rate { fill: transparent }
circle.training, circle.validation, circle.rate { stroke: transparent; stroke-width: 8 }
.best { fill: none; stroke: #1f2328; stroke-width: 1.5 }
line.best { stroke-width: 1; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1 }
  .title, .caption { fill: #f0f6fc }
  .background { fill: #0d1117 }
  .grid { stroke: #2b323b }
  path.training, line.training { stroke: #f0883e }
  circle.training { fill: #f0883e }
  path.validation, line.validation { stroke: #58a6ff }
  circle.validation { fill: #58a6ff }
  path.rate { stroke: #9198a1 }
  .best { stroke: #f0f6fc }
}`;

/** From the numbers of an axis to places on the page. */
type Scale = (value: number) => number;

/**
 * Draws how a training went: both losses by epoch with the best epoch marked (the lowest
 * validation loss, the first of equals), and below them the learning rate on a logarithmic axis.
 * @param history the epochs in their order, at least one, with finite losses
 * @returns a self-contained SVG that follows the reader's light or dark setting and shows the
 *   figures of a point when it is pointed at
 * @throws RangeError when there is no epoch
 */
export function trainingCurve(history: readonly EpochRecord[]): string {
  if (history.length === 0) throw new RangeError("no epoch to draw");
  const best = history.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
  const [first, last] = [history[0].epoch, history.at(-1)!.epoch];
  // An epoch is as wide as its step of the learning rate; its losses stand in the middle.
  const x = linearScale(first - 0.5, last + 0.5, LEFT, RIGHT);
  const parts = [
    `<rect class="background" width="${WIDTH}" height="${HEIGHT}"/>`,
    text(LEFT, 32, "Training and validation loss", "title"),
    legend(best),
    ...lossPanel(history, best, x),
    ...ratePanel(history, best, x),
    ...wholeTicks(first, last, 12).map((epoch) =>
      text(x(epoch), RATE_PANEL.bottom + 20, String(epoch), "tick", "middle"),
    ),
    text((LEFT + RIGHT) / 2, RATE_PANEL.bottom + 42, "Epoch", "caption", "middle"),
  ];
  const label = `Training and validation loss by epoch. ${describeBest(best)}.`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${label}">
<style>${STYLE}
</style>
${parts.join("\n")}
</svg>
`;
}

function legend(best: EpochRecord): string {
  const [y, middle] = [58, 54];
  return [
    line("line training", LEFT, middle, LEFT + 22, middle),
    text(LEFT + 30, y, "training"),
    line("line validation", LEFT + 104, middle, LEFT + 126, middle),
    text(LEFT + 134, y, "validation"),
    `<circle class="best" cx="${LEFT + 228}" cy="${middle}" r="6"/>`,
    text(LEFT + 242, y, describeBest(best)),
  ].join("\n");
}

function describeBest({ epoch, validationLoss }: EpochRecord): string {
  return `best epoch: ${epoch}, validation loss ${figure(validationLoss)}`;
}

function lossPanel(history: readonly EpochRecord[], best: EpochRecord, x: Scale): string[] {
  const { top, bottom } = LOSS_PANEL;
  const losses = history.flatMap((each) => [each.trainingLoss, each.validationLoss]);
  const ticks = linearTicks(least(losses), greatest(losses), 5);
  const y = linearScale(ticks.from, ticks.to, bottom, top);
  const series = (name: string, loss: (record: EpochRecord) => number) => [
    path(
      `line ${name}`,
      history.map((each, i) => `${i ? "L" : "M"}${place(x(each.epoch))} ${place(y(loss(each)))}`),
    ),
    ...points(
      name,
      history,
      x,
      (each) => y(loss(each)),
      (each) => `${name} loss ${figure(loss(each))}`,
    ),
  ];
  return [
    text(LEFT, top - 12, "Loss", "caption"),
    ...grid(ticks, y),
    line("best", x(best.epoch), top, x(best.epoch), bottom),
    ...series("training", (each) => each.trainingLoss),
    ...series("validation", (each) => each.validationLoss),
    // Pointing at it means the dot inside.
    `<circle class="best" pointer-events="none" cx="${place(x(best.epoch))}" cy="${place(y(best.validationLoss))}" r="6"/>`,
  ];
}

function ratePanel(history: readonly EpochRecord[], best: EpochRecord, x: Scale): string[] {
  const { top, bottom } = RATE_PANEL;
  const rates = history.map((each) => each.learningRate);
  const ticks = logarithmicTicks(least(rates), greatest(rates), 4);
  const onPage = linearScale(Math.log(ticks.from), Math.log(ticks.to), bottom, top);
  const y: Scale = (rate) => onPage(Math.log(rate));
  const steps = history.map(({ epoch, learningRate }, i) => {
    const [from, to, height] = [x(epoch - 0.5), x(epoch + 0.5), y(learningRate)].map(place);
    return `${i ? `H${from} V${height}` : `M${from} ${height}`} H${to}`;
  });
  return [
    text(LEFT, top - 12, "Learning rate", "caption"),
    ...grid(ticks, y),
    line("best", x(best.epoch), top, x(best.epoch), bottom),
    path("line rate", steps),
    ...points(
      "rate",
      history,
      x,
      (each) => y(each.learningRate),
      (each) => `learning rate ${figure(each.learningRate)}`,
    ),
  ];
}

/** A horizontal line and a label for every tick. */
function grid({ values, label }: Ticks, y: Scale): string[] {
  return values.flatMap((tick) => [
    line("grid", LEFT, y(tick), RIGHT, y(tick)),
    text(LEFT - 8, y(tick) + 4, label(tick), "tick", "end"),
  ]);
}

/** A dot for every epoch, which tells its figures when it is pointed at. */
function points(
  name: string,
  history: readonly EpochRecord[],
  x: Scale,
  y: (record: EpochRecord) => number,
  tell: (record: EpochRecord) => string,
): string[] {
  // Dots must not touch each other where there are many.
  const radius = Math.min(3, Math.max(1, (RIGHT - LEFT) / history.length / 4));
  return history.map(
    (each) =>
      `<circle class="${name}" cx="${place(x(each.epoch))}" cy="${place(y(each))}" r="${place(radius)}"><title>epoch ${each.epoch}: ${tell(each)}</title></circle>`,
  );
}

function path(name: string, commands: readonly string[]): string {
  return `<path class="${name}" d="${commands.join(" ")}"/>`;
}

function line(name: string, ...ends: [x1: number, y1: number, x2: number, y2: number]): string {
  const [x1, y1, x2, y2] = ends.map(place);
  return `<line class="${name}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

function text(x: number, y: number, content: string, name = "tick", anchor = "start"): string {
  return `<text class="${name}" x="${place(x)}" y="${place(y)}" text-anchor="${anchor}">${content}</text>`;
}

function linearScale(from: number, to: number, start: number, end: number): Scale {
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/** A place on the page, to a tenth of a pixel. */
function place(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A figure to four digits, as people write it. */
function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}

// Not Math.min(...values): a spread has a limit.
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
