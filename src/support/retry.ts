import { setTimeout } from "node:timers/promises";
import type { Random } from "./random.js";

/** The time; tests pass one of their own and do not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws Interrupted as soon as the signal is given */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The time of this computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      await setTimeout(milliseconds, undefined, { signal });
    } catch {
      throw new Interrupted();
    }
  },
};

/** Work that was asked to stop. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** A failure that may be gone at the next try: a broken connection, an overloaded server. */
export class PassingFailure extends Error {
  override readonly name = "PassingFailure";

  /** @param wait milliseconds to wait before the next try, where somebody asked for it */
  constructor(
    message: string,
    readonly wait = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** How often something is tried, and what happens between the tries. */
export interface RetryOptions {
  /** Tries in all. */
  tries: number;
  clock: Clock;
  /** Spreads the tries of many programs that failed at the same moment. */
  random: Random;
  signal?: AbortSignal;
  /** Told before each wait. */
  onWait?: (milliseconds: number, why: string) => void;
}

/** A wait that is worth it, in milliseconds; whoever asks for more gets no further try. */
export const LONGEST_WAIT = 3_600_000;
const FIRST_WAIT = 1000;
const LAST_WAIT = 60_000;

/**
 * Does something that may fail for a while; the waits double from one second to one minute.
 * @throws PassingFailure of the last try
 * @throws Interrupted when the signal was given before a try or in a wait
 */
export async function retry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { tries, clock, random, signal, onWait } = options;
  for (let failures = 1; ; failures++) {
    if (signal?.aborted) throw new Interrupted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingFailure) || failures >= tries) throw error;
      const wait = Math.max(error.wait, backOff(failures, random));
      if (wait > LONGEST_WAIT) throw error;
      onWait?.(wait, error.message);
      await clock.sleep(wait, signal);
    }
  }
}

/** Milliseconds before the next try: between half of the step and all of it. */
function backOff(failures: number, random: Random): number {
  const step = Math.min(LAST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
  return (step * (1 + random.uniform())) / 2;
}
