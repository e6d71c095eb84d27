/** Most ranges of a feature. */
const RANGES = 64;

/**
 * The values of each feature in a few ranges of about equally many rows: where a tree may split, and what makes the
 * best split fast to find.
 */
export class FeatureBins {
  /** The largest value of each range but the last, rising, by feature. */
  readonly edges: readonly (readonly number[])[];
  /** The range of every row's value, by feature: `[features][rows]`. */
  readonly ranges: readonly Uint8Array[];

  /** @param values `[rows, features]` */
  constructor(
    values: Float32Array,
    readonly features: number,
  ) {
    this.rows = values.length / features;
    const columns = Array.from({ length: features }, (_, feature) =>
      Float32Array.from({ length: this.rows }, (_, row) => values[row * features + feature]),
    );
    this.edges = columns.map(edgesOf);
    this.ranges = columns.map((column, feature) =>
      Uint8Array.from(column, (value) => rangeOf(value, this.edges[feature])),
    );
  }

  /** How many rows there are. */
  readonly rows: number;
}

function edgesOf(column: Float32Array): number[] {
  const sorted = column.slice().sort();
  const edges = Array.from(
    { length: RANGES - 1 },
    (_, i) => sorted[Math.floor(((sorted.length - 1) * (i + 1)) / RANGES)],
  );
  return [...new Set(edges)];
}

/** The first range whose edge is not below a value. */
function rangeOf(value: number, edges: readonly number[]): number {
  let [from, to] = [0, edges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (edges[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
