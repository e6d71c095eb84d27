/** How often each unit (an n-gram or skip-bigram, its words joined by a space) occurs in a text. */
export type UnitCounts = ReadonlyMap<string, number>;

/** The n-grams of a text. */
export function ngrams(tokens: readonly string[], n: number): UnitCounts {
  const units: string[] = [];
  for (let start = 0; start + n <= tokens.length; start++) {
    units.push(tokens.slice(start, start + n).join(" "));
  }
  return counted(units);
}

/**
 * The units of ROUGE-SU: pairs of words with at most `gap` words between them, and single words. As in
 * ROUGE-1.5.5 the last word is never counted as a single word, so a text of one word has no unit at all.
 */
export function skipBigrams(tokens: readonly string[], gap: number): UnitCounts {
  const units: string[] = [];
  for (const [index, token] of tokens.slice(0, -1).entries()) {
    units.push(token);
    const partners = tokens.slice(index + 1, index + gap + 2);
    for (const partner of partners) units.push(`${token} ${partner}`);
  }
  return counted(units);
}

/** The number of units, each counted as often as it occurs. */
export function total(counts: UnitCounts): number {
  let units = 0;
  for (const count of counts.values()) units += count;
  return units;
}

/** The number of units two texts share, each counted as often as it occurs in both. */
export function overlap(a: UnitCounts, b: UnitCounts): number {
  let shared = 0;
  for (const [unit, count] of a) shared += Math.min(count, b.get(unit) ?? 0);
  return shared;
}

function counted(units: readonly string[]): UnitCounts {
  const counts = new Map<string, number>();
  for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return counts;
}
