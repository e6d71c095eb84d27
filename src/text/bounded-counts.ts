/** Counts of strings in bounded memory: the rarest are forgotten when there are too many. */
export class BoundedCounts {
  private readonly counts = new Map<string, number>();

  /** @param capacity the most strings that are kept */
  constructor(private readonly capacity: number) {}

  /** The number of distinct strings kept. */
  get size(): number {
    return this.counts.size;
  }

  /** How often a string was added, 0 for one that never was or is forgotten. */
  get(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /**
   * Counts a string.
   * @returns whether strings were forgotten to make room
   */
  add(key: string, times = 1): boolean {
    this.counts.set(key, this.get(key) + times);
    if (this.counts.size <= this.capacity) return false;
    this.prune();
    return true;
  }

  /** The strings with their counts, in the order in which they came. */
  entries(): IterableIterator<[string, number]> {
    return this.counts.entries();
  }

  /** The most frequent strings with their counts, of equal ones the first by code point. */
  top(limit: number): [string, number][] {
    return mostFrequent(this.counts, limit);
  }

  /** Forgets the rarest until half of the room is free, so that this happens seldom. */
  private prune(): void {
    for (let rare = 1; this.counts.size > this.capacity / 2; rare *= 2) {
      for (const [key, count] of this.counts) if (count <= rare) this.counts.delete(key);
    }
  }
}

/** The most frequent of some counted strings, of equal ones the first by code point. */
export function mostFrequent(
  counted: Iterable<[string, number]>,
  limit: number,
): [string, number][] {
  // Most strings are rare: to find the least count first saves sorting them all by their letters.
  const counts: number[] = [];
  for (const [, count] of counted) counts.push(count);
  const least = Float64Array.from(counts).sort().at(-limit) ?? 0;
  const found: [string, number][] = [];
  for (const each of counted) if (each[1] >= least) found.push(each);
  return found.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, limit);
}
