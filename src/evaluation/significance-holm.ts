/**
 * Holm's step-down correction for several tests: the chance of even one false alarm among all of them
 * stays below the level at which the corrected probabilities are read (Holm 1979).
 * @param pValues one per test; NaN, the outcome where systems never differ, counts as 1
 * @returns corrected probabilities in the same order
 */
export function holm(pValues: readonly number[]): number[] {
  const known = pValues.map((p) => (Number.isNaN(p) ? 1 : p));
  const order = [...known.keys()].sort((a, b) => known[a]! - known[b]!);
  const corrected: number[] = new Array(known.length);
  let largest = 0;
  for (const [rank, test] of order.entries()) {
    // No test may come out better than one with a smaller probability.
    largest = Math.max(largest, Math.min(1, (known.length - rank) * known[test]!));
    corrected[test] = largest;
  }
  return corrected;
}
