/** Side of a cell, in pixels. */
export const CELL = 22;
/** Pixels that a character as wide as it is high needs; a Latin letter needs less. */
const WIDE = 13;
const NARROW = 8;
const LEAST_ROOM = 24;
const MOST_ROOM = 160;
const GAP = 8;

/** From this on characters are as wide as they are high: Chinese, Japanese and Korean, and their signs. */
const FIRST_WIDE = "⺀";

/** Pixels that the longest of some labels needs. */
export function labelRoom(words: readonly string[]): number {
  const widths = words.map((word) =>
    [...word].reduce((sum, letter) => sum + (letter >= FIRST_WIDE ? WIDE : NARROW), 0),
  );
  return GAP + Math.min(MOST_ROOM, Math.max(LEAST_ROOM, ...widths));
}

/** For each word of the post the word of the replies that it attends to most. */
export function strongest(weights: readonly (readonly number[])[]): number[] {
  return weights.map((row) => row.indexOf(Math.max(...row)));
}

/** The cell at a place of the map; undefined beside it. @param x, y pixels from its first cell */
export function cellAt(
  x: number,
  y: number,
  weights: readonly (readonly number[])[],
): { row: number; column: number } | undefined {
  const [row, column] = [Math.floor(y / CELL), Math.floor(x / CELL)];
  return weights[row]?.[column] === undefined ? undefined : { row, column };
}
