/** Bytes of rows that are kept: those of ten thousand texts all fit. */
const MOST_BYTES = 2 ** 29;

/** Keeps rows of a matrix that takes time to work out; the one that was not asked for the longest makes room. */
export class RowCache {
  private readonly rows = new Map<number, Float32Array>();
  private bytes = 0;

  /**
   * @param compute works out a row
   * @param room most bytes of rows that are kept
   */
  constructor(
    private readonly compute: (row: number) => Float32Array,
    private readonly room = MOST_BYTES,
  ) {}

  /** A row. */
  get(number: number): Float32Array {
    const known = this.rows.get(number);
    if (known) {
      this.rows.delete(number);
      this.rows.set(number, known);
      return known;
    }
    const row = this.compute(number);
    this.bytes += row.byteLength;
    this.rows.set(number, row);
    for (const [oldest, old] of this.rows) {
      if (this.bytes <= this.room) break;
      this.rows.delete(oldest);
      this.bytes -= old.byteLength;
    }
    return row;
  }
}
