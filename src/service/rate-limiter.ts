const MINUTE = 60_000;

/** Clients that are remembered before those that have not asked for a while are forgotten. */
const MOST_CLIENTS = 10_000;

/** Milliseconds that rounding may add up to. */
const TOLERANCE = 1;

/**
 * Lets each client ask so often per minute on average. Who has been quiet may ask a minute's worth at
 * once (a token bucket, kept as the time when it will be full).
 */
export class RateLimiter {
  private readonly fullAt = new Map<string, number>();
  /** Milliseconds in which a client may ask once. */
  private readonly cost: number;

  /**
   * @param perMinute threads per client
   * @param now the time in milliseconds
   */
  constructor(
    perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.cost = MINUTE / perMinute;
  }

  /**
   * Counts a request.
   * @returns 0 when it is allowed, or seconds after which the client may ask again
   */
  take(client: string): number {
    const wait = this.untilFull(client) + this.cost - MINUTE;
    if (wait > TOLERANCE) return Math.ceil((wait - TOLERANCE) / 1000);
    this.charge(client, 1);
    return 0;
  }

  /** Counts what a request costs, whether it is allowed or not; later ones wait for it. */
  charge(client: string, threads: number): void {
    const full = this.now() + this.untilFull(client) + threads * this.cost;
    // Put in again at the end: the map's first clients are those that were quiet for longest.
    this.fullAt.delete(client);
    this.fullAt.set(client, full);
    if (this.fullAt.size > MOST_CLIENTS) this.forgetOldest();
  }

  private untilFull(client: string): number {
    return Math.max(0, (this.fullAt.get(client) ?? 0) - this.now());
  }

  private forgetOldest(): void {
    for (const client of this.fullAt.keys()) {
      this.fullAt.delete(client);
      return;
    }
  }
}
