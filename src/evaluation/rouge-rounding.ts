/**
 * A number rounded to five decimals as ROUGE-1.5.5 (Perl, C's printf) prints it, ties to even.
 * @param value in [0, 1]
 */
export function fiveDecimals(value: number): number {
  // A double in [0, 1] lies exactly between two such decimals only if it is an odd multiple of 1/64
  // (10^5 = 2^5 * 5^5 and a double has no factor 1/5); toFixed would round it up.
  const isTie = Math.abs((value * 64) % 2) === 1;
  if (!isTie) return Number(value.toFixed(5));
  const below = Math.floor(value * 1e5);
  return (below + (below % 2)) / 1e5;
}
