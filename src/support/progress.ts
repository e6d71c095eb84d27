/** What a progress display needs of a stream: `process.stderr`, or a recorder in a test. */
export interface ProgressStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** What is measured, and where it is shown. */
export interface ProgressOptions {
  /** What is going on, e.g. "Training". */
  label: string;
  /** What is counted, in the plural, e.g. "posts". */
  unit: string;
  /** How many there will be; without it there is no percentage and no time left. */
  total?: number;
  /** How many an earlier run had done; they do not count for the speed. */
  start?: number;
  /** Default: standard error. */
  stream?: ProgressStream;
  /** The time in milliseconds; default: a monotonic clock. */
  now?: () => number;
}

/** A running display. */
export interface Progress {
  /**
   * Shows how many are done; cheap enough to be called for each.
   * @param fields further values to show, e.g. `{ epoch: 3, loss: "4.21" }`
   * @param fraction how far the work is, 0 to 1, earlier runs included, where that is known and the total is not
   */
  update(done: number, fields?: Readonly<Record<string, string | number>>, fraction?: number): void;
  /** Ends the display: on a terminal it disappears, elsewhere the last state is printed. */
  stop(): void;
}

const REDRAW_MS = 100;
const LINE_MS = 10_000;
const BAR_WIDTH = 20;
const DEFAULT_COLUMNS = 80;
const CLEAR_LINE = "\r\x1b[2K";
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/**
 * Shows the progress of long work: on a terminal one line, redrawn at most ten times per second;
 * elsewhere a line at most every ten seconds, besides the first and the last.
 */
export function createProgress(options: ProgressOptions): Progress {
  const { stream = process.stderr, now = () => performance.now(), start = 0 } = options;
  const isTerminal = stream.isTTY === true;
  const interval = isTerminal ? REDRAW_MS : LINE_MS;
  const startedAt = now();
  let shownAt = Number.NEGATIVE_INFINITY;
  let unshown: (() => string) | undefined;

  const show = (line: string): void => {
    const width = stream.columns || DEFAULT_COLUMNS;
    // One column stays free: a full line would wrap on some terminals.
    stream.write(
      isTerminal ? `${CLEAR_LINE}${[...line].slice(0, width - 1).join("")}` : `${line}\n`,
    );
  };
  return {
    update(done, fields = {}, fraction = fractionOf(done, options.total)) {
      const time = now();
      const speed = (done - start) / (time - startedAt);
      const line = () => describe(options, { done, fraction, speed, fields });
      unshown = line;
      if (time - shownAt < interval) return;
      show(line());
      shownAt = time;
      unshown = undefined;
    },
    stop() {
      if (isTerminal) stream.write(CLEAR_LINE);
      else if (unshown) show(unshown());
      unshown = undefined;
    },
  };
}

/** A bar of block characters, `fraction` of `width` columns long. */
export function bar(fraction: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, fraction)) * width * 8);
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

function fractionOf(done: number, total: number | undefined): number | undefined {
  if (total === undefined) return undefined;
  return total > 0 ? done / total : 1;
}

/** What a line shows. */
interface State {
  readonly done: number;
  readonly fraction: number | undefined;
  /** Units per millisecond; not finite before any time has passed. */
  readonly speed: number;
  readonly fields: Readonly<Record<string, string | number>>;
}

function describe(
  { label, unit, total }: ProgressOptions,
  { done, fraction, speed, fields }: State,
): string {
  const parts = [label];
  if (fraction !== undefined) {
    parts.push(`${Math.floor(100 * fraction)}%`.padStart(4));
    parts.push(`│${bar(fraction, BAR_WIDTH).padEnd(BAR_WIDTH)}│`);
  }
  parts.push(`${count(done)}${total === undefined ? "" : `/${count(total)}`} ${unit}`);
  if (Number.isFinite(speed) && speed > 0) {
    parts.push(perSecond(speed));
    const whole = total ?? (fraction ? done / fraction : undefined);
    if (whole !== undefined) parts.push(`${duration((whole - done) / speed)} left`);
  }
  for (const [name, value] of Object.entries(fields)) parts.push(`${name} ${value}`);
  return parts.join("  ");
}

function perSecond(speed: number): string {
  const rate = speed * 1000;
  return `${rate < 10 ? rate.toPrecision(2) : count(Math.round(rate))}/s`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}

/** Hours, minutes and seconds, e.g. 1:02:03 or 2:03. */
function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const two = (value: number) => String(value % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}
