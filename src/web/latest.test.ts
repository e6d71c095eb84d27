import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Latest } from "./latest.js";

describe("Latest", () => {
  it("tells the result of work that nothing follows", async () => {
    expect(await new Latest().run(async () => 7)).toEqual({ value: 7 });
  });

  it("begins only the last of what comes up within the delay", async () => {
    const latest = new Latest();
    const begun: number[] = [];
    const outcomes = await Promise.all(
      [1, 2, 3].map((n) =>
        latest.run(async () => {
          begun.push(n);
          return n;
        }, 1),
      ),
    );
    expect(begun).toEqual([3]);
    expect(outcomes).toEqual([undefined, undefined, { value: 3 }]);
  });

  it("keeps the newest answer in whatever order answers come", async () => {
    const orders = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const latest = new Latest();
        const answer: (() => void)[] = [];
        const shown: number[] = [];
        const runs = order.map((_, n) =>
          latest
            .run(() => new Promise<number>((resolve) => (answer[n] = () => resolve(n))))
            .then((outcome) => outcome && shown.push(outcome.value)),
        );
        for (const n of order) answer[n]!();
        await Promise.all(runs);
        expect(shown).toEqual([4]);
      }),
    );
  });

  it("aborts older work and keeps its error to itself", async () => {
    const latest = new Latest();
    const old = latest.run(
      (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(new Error("aborted"))),
        ),
    );
    expect(await latest.run(async () => "new")).toEqual({ value: "new" });
    expect(await old).toBeUndefined();
  });

  it("passes on the error of the newest work", async () => {
    const failing = new Latest().run(async () => {
      throw new Error("no answer");
    });
    await expect(failing).rejects.toThrow("no answer");
  });

  it("tells nothing of work that was cancelled", async () => {
    const latest = new Latest();
    const run = latest.run(async () => 1);
    latest.cancel();
    expect(await run).toBeUndefined();
  });
});
