import { describe, expect, it } from "vitest";
import { FakeClock } from "../../test/fake-clock.js";
import { Random } from "./random.js";
import { Interrupted, LONGEST_WAIT, PassingFailure, retry, systemClock } from "./retry.js";

/** Fails with each of the failures in turn, then succeeds. */
function failing(...failures: unknown[]): () => Promise<string> {
  return async () => {
    if (failures.length > 0) throw failures.shift();
    return "done";
  };
}

const passing = (wait?: number) => new PassingFailure("broken", wait);

describe("retry", () => {
  const options = () => ({ tries: 4, clock: new FakeClock(), random: new Random(1) });

  it("waits longer after each failure", async () => {
    const { clock, ...rest } = options();
    expect(await retry(failing(passing(), passing(), passing()), { clock, ...rest })).toBe("done");
    expect(clock.sleeps).toHaveLength(3);
    clock.sleeps.forEach((wait, i) => {
      expect(wait).toBeGreaterThanOrEqual(500 * 2 ** i);
      expect(wait).toBeLessThan(1000 * 2 ** i);
    });
  });

  it("waits at most a minute by itself", async () => {
    const clock = new FakeClock();
    const failures = new Array(20).fill(passing());
    await retry(failing(...failures), { ...options(), tries: 21, clock });
    expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(60_000);
    expect(clock.sleeps.at(-1)).toBeGreaterThanOrEqual(30_000);
  });

  it("waits as long as it was asked to, and says why", async () => {
    const { clock, ...rest } = options();
    const waits: [number, string][] = [];
    const onWait = (wait: number, why: string) => waits.push([wait, why]);
    await retry(failing(passing(90_000)), { clock, onWait, ...rest });
    expect(clock.sleeps).toEqual([90_000]);
    expect(waits).toEqual([[90_000, "broken"]]);
  });

  it.each<[string, unknown[]]>([
    ["after the last try", [passing(), passing(), passing(), passing()]],
    ["when the wait is too long", [passing(LONGEST_WAIT + 1)]],
    ["when the failure does not pass", [new Error("broken")]],
  ])("gives up %s", async (_, failures) => {
    await expect(retry(failing(...failures), options())).rejects.toThrow("broken");
  });

  it("stops in a wait", async () => {
    const controller = new AbortController();
    const onWait = () => controller.abort();
    const waiting = retry(failing(passing(60_000)), {
      ...options(),
      clock: systemClock,
      signal: controller.signal,
      onWait,
    });
    await expect(waiting).rejects.toThrow(Interrupted);
  });
});
