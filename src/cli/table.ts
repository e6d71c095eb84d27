/**
 * Lays out rows of cells as text columns: the first flush left, the others flush right.
 * @param widths the least width of each column in characters
 */
export function table(
  rows: readonly (readonly string[])[],
  widths: readonly number[] = [],
): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const width = Array.from({ length: columns }, (_, i) =>
    Math.max(widths[i] ?? 0, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(width[i]) : cell.padStart(width[i]))).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
