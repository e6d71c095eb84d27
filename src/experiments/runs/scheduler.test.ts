import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../support/errors.js";
import type { Execute } from "./run-process.js";
import { type RunSpec, versionOf } from "./run-spec.js";
import { RunStore } from "./run-store.js";
import { makeRuns } from "./scheduler.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "scheduler-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const specs: RunSpec[] = [1, 2, 3, 4, 5].map((seed) => ({
  dataset: "a".repeat(64),
  system: "random",
  settings: {},
  seed,
  split: "valid",
}));

/** Runs that take a moment and note what they were. */
function workshop() {
  const store = new RunStore(root);
  const made: number[] = [];
  let atOnce = 0;
  let most = 0;
  const execute: Execute = async (spec, hooks) => {
    most = Math.max(most, ++atOnce);
    await sleep(10);
    hooks.onProgress(0.5);
    made.push(spec.seed);
    const facts = { seconds: 1, threads: 1 };
    const version = versionOf(spec.system);
    store.save({ version, spec, training: facts, suggesting: facts, suggestions: [] });
    atOnce--;
    return true;
  };
  return { store, execute, made, mostAtOnce: () => most };
}

const seedsOf = (outcome: Awaited<ReturnType<typeof makeRuns>>) =>
  outcome?.records.map((record) => record?.spec.seed);

describe("makeRuns", () => {
  it("makes every run once, so many at a time, and gives the records in order", async () => {
    const { store, execute, made, mostAtOnce } = workshop();
    const outcome = await makeRuns(specs, { store, execute, jobs: 2 });
    expect(seedsOf(outcome)).toEqual([1, 2, 3, 4, 5]);
    expect([...made].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(mostAtOnce()).toBe(2);
  });

  it("never makes a finished run again, and says which it made", async () => {
    const { store, execute, made } = workshop();
    await makeRuns(specs.slice(0, 3), { store, execute, jobs: 1 });
    const told: [number, boolean][] = [];
    const hooks = {
      onFinished: ({ spec }: { spec: RunSpec }, isMade: boolean) => told.push([spec.seed, isMade]),
    };
    await makeRuns(specs, { store, execute, jobs: 1, hooks });
    expect(made).toEqual([1, 2, 3, 4, 5]);
    expect(told).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
      [5, true],
    ]);
  });

  it("shares a store with another one at work: each run is made by one of them", async () => {
    const [one, two] = [workshop(), workshop()];
    const [first, second] = await Promise.all(
      [one, two].map(({ store, execute }) => makeRuns(specs, { store, execute, jobs: 1 })),
    );
    expect(seedsOf(first)).toEqual([1, 2, 3, 4, 5]);
    expect(seedsOf(second)).toEqual([1, 2, 3, 4, 5]);
    expect([...one.made, ...two.made].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(one.made.length * two.made.length).toBeGreaterThan(0);
  });

  it("goes on when a run fails, and tells which did", async () => {
    const { store, execute, made } = workshop();
    const failing: Execute = (spec, ...rest) => {
      if (spec.seed === 2) throw new UserError("no such luck");
      return execute(spec, ...rest);
    };
    const outcome = await makeRuns(specs, { store, execute: failing, jobs: 1 });
    expect(outcome?.failures).toEqual(["random, seed 2: no such luck"]);
    expect(seedsOf(outcome)).toEqual([1, undefined, 3, 4, 5]);
    expect(made).toEqual([1, 3, 4, 5]);
    // Its lock is free again.
    const later = await makeRuns(specs, { store, execute, jobs: 1 });
    expect(seedsOf(later)).toEqual([1, 2, 3, 4, 5]);
  });

  it("stops between runs and keeps those that are finished", async () => {
    const { store, execute, made } = workshop();
    const controller = new AbortController();
    const hooks = { onFinished: () => made.length === 2 && controller.abort() };
    const { signal } = controller;
    expect(await makeRuns(specs, { store, execute, jobs: 1, hooks, signal })).toBeUndefined();
    expect(made).toEqual([1, 2]);
    await makeRuns(specs, { store, execute, jobs: 1 });
    expect(made).toEqual([1, 2, 3, 4, 5]);
  });

  it("counts a run that was stopped half-way as not made", async () => {
    const { store } = workshop();
    const controller = new AbortController();
    const execute: Execute = async () => {
      controller.abort();
      return false;
    };
    const { signal } = controller;
    expect(await makeRuns(specs, { store, execute, jobs: 1, signal })).toBeUndefined();
  });
});
