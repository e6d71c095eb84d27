/** The extent of an axis and the places on it that get a label. */
export interface Ticks {
  readonly from: number;
  readonly to: number;
  readonly values: readonly number[];
  /** Writes a value of `values`, all in the same manner. */
  readonly label: (value: number) => string;
}

const NICE = [1, 2, 5];

/**
 * Ticks of a linear axis: multiples of 1, 2 or 5 times a power of ten, the outer ones at or just
 * beyond the ends of the data.
 * @param steps about how many there may be between the ends
 */
export function linearTicks(min: number, max: number, steps: number): Ticks {
  // Data without extent is to stand in the middle of an axis that has some.
  const padding = max > min ? 0 : Math.abs(max) / 10 || 1;
  const [low, high] = [min - padding, max + padding];
  const size = niceSize((high - low) / steps);
  const decimals = Math.max(0, -Math.floor(Math.log10(size)));
  const values = range(Math.floor(low / size), Math.ceil(high / size)).map((multiple) =>
    Number((multiple * size).toFixed(decimals)),
  );
  const label = (value: number) => value.toFixed(decimals);
  return { from: values[0], to: values.at(-1)!, values, label };
}

/** Whole numbers from `first` to `last` that get a label, at most about `count`. */
export function wholeTicks(first: number, last: number, count: number): number[] {
  const size = niceSize(Math.max(1, (last - first) / count));
  return range(Math.ceil(first / size), Math.floor(last / size)).map((multiple) => multiple * size);
}

/**
 * Ticks of a logarithmic axis around the data: 1, 2 and 5 times powers of ten, or powers of ten
 * alone where those are too many.
 * @param min above 0
 * @param count at most how many labels
 */
export function logarithmicTicks(min: number, max: number, count: number): Ticks {
  const fine = around(min, max, NICE);
  const values = fine.length <= count ? fine : around(min, max, [1]);
  const stride = Math.ceil(values.length / count);
  const from = values[0];
  return {
    from,
    to: values.at(-1)!,
    values: values.filter((_, i) => i % stride === 0),
    // Rows of zeros are hard to tell apart.
    label: (value) => (from < 0.0001 ? value.toExponential() : String(value)),
  };
}

/** The mantissas times powers of ten that enclose the data. */
function around(min: number, max: number, mantissas: readonly number[]): number[] {
  const powers = range(Math.floor(Math.log10(min)) - 1, Math.ceil(Math.log10(max)) + 1);
  // Read as decimals: a product such as 5 * 10 ** -4 is not exact.
  const all = powers.flatMap((power) => mantissas.map((digit) => Number(`${digit}e${power}`)));
  const below = all.findLastIndex((value) => value <= min);
  const above = all.findIndex((value) => value >= max);
  return below < above ? all.slice(below, above + 1) : all.slice(below - 1, above + 2);
}

/** The least of 1, 2 and 5 times powers of ten that is no smaller. */
function niceSize(atLeast: number): number {
  const power = Math.floor(Math.log10(atLeast));
  return Number(
    [...NICE, 10].map((digit) => `${digit}e${power}`).find((n) => Number(n) >= atLeast),
  );
}

/** The whole numbers from `first` to `last`. */
function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
