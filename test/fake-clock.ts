import { type Clock, Interrupted } from "../src/support/retry.js";

/** A clock that does not wait: it notes how long it was asked to sleep, and is that much later. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];

  constructor(private time = Date.parse("2024-05-01T00:00:00Z")) {}

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new Interrupted();
    this.sleeps.push(milliseconds);
    this.time += milliseconds;
  }
}
