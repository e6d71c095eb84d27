import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { TINY_NEURAL } from "../../test/study.js";
import { writeDataset } from "../dataset/dataset-writer.js";
import type { Tuning } from "../experiments/tuning.js";
import { readHistory } from "../training/history.js";

let root: string;
let dataset: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "tune-"));
  dataset = join(root, "dataset");
  const splits = { train: randomInstances(60, 1), valid: randomInstances(15, 2) };
  writeDataset(dataset, { name: "random", language: "en", createdFrom: "a test" }, splits);
  file("fixed.json", TINY_NEURAL);
});
afterAll(() => rmSync(root, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(root, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const tune = (model: string, ...args: string[]) =>
  threadtag(
    ...["tune", dataset, "--model", model, "--out", join(root, "best.json"), "--jobs", "1"],
    ...args,
  );

const bestSettings = () => JSON.parse(readFileSync(join(root, "best.json"), "utf8"));

describe("threadtag tune", () => {
  it("finds the lowest validation loss, and writes what train --config takes", async () => {
    const grid = file("grid.json", { learningRate: [0.0001, 0.02], layers: [1, 2] });
    const fixed = ["--config", join(root, "fixed.json"), "--grid", grid];
    const { code, out, err } = await tune("seq2seq", ...fixed, "--json");
    expect({ code, err }).toMatchObject({ code: 0 });
    const { objective, trials }: Tuning = JSON.parse(out);
    expect(objective).toBe("validation loss");
    expect(trials).toHaveLength(4);
    const losses = trials.map(({ value }) => value as number);
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
    expect(new Set(losses).size).toBe(4);
    expect(bestSettings()).toEqual({ model: "seq2seq", ...TINY_NEURAL, ...trials[0]!.settings });

    const model = join(root, "model");
    const config = ["--config", join(root, "best.json"), "--threads", "1"];
    expect(await threadtag("train", dataset, "--out", model, ...config)).toMatchObject({ code: 0 });
    const history = readHistory(join(model, "history.json"));
    expect(Math.min(...history.map(({ validationLoss }) => validationLoss))).toBeCloseTo(
      losses[0]!,
      6,
    );

    // A larger search makes only what is new.
    file("grid.json", { learningRate: [0.0001, 0.02, 0.05], layers: [1, 2] });
    const more = await tune("seq2seq", ...fixed);
    expect(more.err.match(/trained in/g)).toHaveLength(2);
    expect(more.out).toMatch(/^validation loss +learningRate +layers\n/);
    expect(more.out).toMatch(/Best settings: .*best\.json\n$/);
  });

  it("judges a system without a loss by its F1@1, and says so", async () => {
    const grid = file("lda.json", { topics: [2, 5], sweeps: [3] });
    const { code, out } = await tune("lda", "--grid", grid);
    expect(code).toBe(0);
    expect(out).toMatch(/^validation F1@1 +topics +sweeps\n/);
    expect(bestSettings()).toMatchObject({ model: "lda", sweeps: 3 });
  });

  it("draws at random", async () => {
    const grid = file("ranges.json", { learningRate: { from: 0.001, to: 0.05, scale: "log" } });
    const args = ["--config", join(root, "fixed.json"), "--grid", grid, "--random", "3"];
    const { code, out } = await tune("seq2seq", ...args, "--json");
    expect(code).toBe(0);
    const { trials }: Tuning = JSON.parse(out);
    expect(new Set(trials.map(({ settings }) => settings.learningRate)).size).toBe(3);
  });

  it.each<[string, string[], unknown, RegExp]>([
    ["seq2seq", [], undefined, /give --grid FILE, --random N, or both/],
    ["lda", ["--random", "3"], undefined, /what to draw for lda is not known.*--grid FILE/],
    ["seq2seq", [], { droput: [0.1] }, /droput/],
    ["seq2seq", [], { seed: [1, 2] }, /"seed" is set by the command/],
    ["gpt", ["--random", "3"], undefined, /Did you mean/],
  ])("explains what is wrong: %s %o %o", async (model, args, grid, message) => {
    const more = grid === undefined ? [] : ["--grid", file("bad.json", grid)];
    const { code, err } = await tune(model, ...args, ...more);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
