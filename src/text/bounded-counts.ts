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
    return [...this.counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, limit);
  }

  /** Forgets the rarest until half of the room is free, so that this happens seldom. */
  private prune(): void {
    for (let rare = 1; this.counts.size > this.capacity / 2; rare *= 2) {
      for (const [key, count] of this.counts) if (count <= rare) this.counts.delete(key);
    }
  }
}
