import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDataset } from "../src/dataset/dataset-writer.js";
import type { Report } from "../src/experiments/report/report.js";
import { type BuiltRun, IS_BUILT, startBuilt } from "./built-program.js";
import { randomInstances } from "./instances.js";
import { TINY_NEURAL } from "./study.js";

/** Systems of the table, and how many runs they are. */
const SYSTEMS = ["random", "tf-idf", "seq2seq", "bi-attention"];
const SEEDS = { seq2seq: 2 };
const RUNS = 5;

let root: string;
let dataset: string;
let config: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "built-experiment-"));
  [dataset, config] = [join(root, "dataset"), join(root, "config.json")];
  const splits = { train: randomInstances(150, 1), valid: randomInstances(20, 2) };
  writeDataset(dataset, { name: "random", language: "en", createdFrom: "a test" }, splits);
  // The one that starts first must still be at work when another is finished.
  const settings = { neural: TINY_NEURAL, "bi-attention": { epochs: 8, patience: 8, batch: 2 } };
  writeFileSync(config, JSON.stringify({ systems: SYSTEMS, seeds: SEEDS, settings }));
});
afterAll(() => rmSync(root, { recursive: true }));

const table4 = (out: string, ...args: string[]) =>
  ["experiment", "table4", dataset, "--out", join(root, out), "--config", config].concat(
    ["--jobs", "2"],
    args,
  );

const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(join(root, out, "report.json"), "utf8"));

/** The figures of a report that do not depend on how fast it was made. */
const figures = (out: string) => reportIn(out).sections[0]!.parts.slice(0, 3);

const runsMade = (text: string): number => text.match(/trained in/g)?.length ?? 0;

/** Runs an experiment, and sends it a signal as soon as a run is finished, while others are under way. */
function startAndStop(args: readonly string[], signal: NodeJS.Signals): BuiltRun["ended"] {
  let sent = false;
  const run = startBuilt(args, (text) => {
    if (sent || runsMade(text) === 0) return;
    sent = true;
    run.child.kill(signal);
  });
  return run.ended;
}

describe.skipIf(!IS_BUILT)("experiments of the built program (needs npm run build)", () => {
  it("are shared by two processes on one store, which make each run once", async () => {
    const runs = ["--runs", join(root, "shared")];
    const [one, two] = await Promise.all(
      ["one", "two"].map((out) => startBuilt(table4(out, ...runs)).ended),
    );
    expect([one, two].map((result) => result?.code)).toEqual([0, 0]);
    expect(runsMade(one!.err) + runsMade(two!.err)).toBe(RUNS);
    expect(figures("two")).toEqual(figures("one"));
  });

  it("keep the other runs when one fails, and say why it did", async () => {
    const failing = join(root, "failing.json");
    const settings = { seq2seq: { ...TINY_NEURAL, learningRate: 1e30 } };
    writeFileSync(failing, JSON.stringify({ systems: ["random", "seq2seq"], settings }));
    const { code, out, err } = await startBuilt(table4("failed", "--config", failing)).ended;
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/random, seed 1: F1@1/);
    expect(err).toMatch(/1 of 2 runs failed; the others are kept\./);
    expect(err).toMatch(/seq2seq, seed 1: the loss is no longer a number\..*"learningRate"/);
  });

  it.each(["SIGINT", "SIGKILL"] as const)(
    "end in the middle of a table by %s, and go on to the same table",
    async (signal) => {
      const out = `stopped-${signal}`;
      const stopped = await startAndStop(table4(out), signal);
      expect(stopped.out).toBe("");
      expect(runsMade(stopped.err)).toBeGreaterThan(0);
      expect(runsMade(stopped.err)).toBeLessThan(RUNS);
      if (signal === "SIGINT") {
        expect(stopped.code).toBe(1);
        expect(stopped.err).toMatch(/Stopping: runs under way save a checkpoint/);
        expect(stopped.err).toMatch(/stopped; finished runs and checkpoints are kept/);
      }
      const resumed = await startBuilt(table4(out)).ended;
      expect(resumed.code).toBe(0);
      expect(reportIn(out).runsMade).toBe(RUNS - runsMade(stopped.err));
      expect(figures(out)).toEqual(figures("one"));
    },
  );
});
