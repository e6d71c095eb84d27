import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { randomInstances } from "../../../test/instances.js";
import { TINY_NEURAL, threeSplits } from "../../../test/study.js";
import { hasCheckpoint } from "../../training/checkpoint.js";
import { executeRun } from "./execute-run.js";
import type { RunSpec } from "./run-spec.js";
import { RunStore } from "./run-store.js";
import { completeSettings } from "./train-system.js";

const dataset = threeSplits(randomInstances(60, 1), randomInstances(10, 2), randomInstances(12, 3));

const specOf = (system: string, given: Partial<RunSpec> = {}): RunSpec => ({
  dataset: dataset.info.hash,
  system,
  settings: completeSettings(system, system === "random" ? {} : TINY_NEURAL),
  seed: 1,
  split: "valid",
  ...given,
});

let root: string;
let store: RunStore;
let warnings: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "execute-"));
  store = new RunStore(root);
  warnings = [];
});
afterEach(() => rmSync(root, { recursive: true }));

/** Makes a run. @param steps after so many reports of progress while it can be stopped, it is */
async function make(spec: RunSpec, steps = Number.POSITIVE_INFINITY, into = store) {
  let trained = 0;
  const hooks = {
    shouldStop: () => trained >= steps,
    onProgress: (fraction: number, stoppable: boolean) => {
      expect(fraction).toBeGreaterThanOrEqual(0);
      expect(fraction).toBeLessThanOrEqual(1);
      if (stoppable) trained++;
    },
    warn: (message: string) => warnings.push(message),
  };
  const finished = await executeRun({ spec, dataset, store: into, ownProcess: false }, hooks);
  return { finished, trained };
}

describe("executeRun", () => {
  it("trains and suggests, and keeps both", async () => {
    const spec = specOf("seq2seq");
    expect(await make(spec)).toMatchObject({ finished: true });
    const record = store.find(spec)!;
    expect(record.suggestions).toHaveLength(10);
    expect(record.suggestions.every((list) => list.length === 5)).toBe(true);
    expect(record.training).toMatchObject({ threads: 1, epochs: 2, bestEpoch: expect.any(Number) });
    expect(record.training.validationLoss).toBeGreaterThan(0);
    expect(record.training.seconds).toBeGreaterThan(0);
    // In a process that does other things, too, memory says nothing about the run.
    expect(record.training.peakMemory).toBeUndefined();
  });

  it("does not train again for another split", async () => {
    await make(specOf("seq2seq"));
    const { trained } = await make(specOf("seq2seq", { split: "test" }));
    expect(trained).toBe(0);
    expect(store.find(specOf("seq2seq", { split: "test" }))!.suggestions).toHaveLength(12);
    expect(store.find(specOf("seq2seq"))!.suggestions).toHaveLength(10);
  });

  it("goes on after a stop to what it would have come to without", async () => {
    const spec = specOf("bi-attention");
    expect(await make(spec, 5)).toMatchObject({ finished: false, trained: 5 });
    expect(store.find(spec)).toBeUndefined();
    expect(hasCheckpoint(store.modelFolder(spec))).toBe(true);
    const { trained } = await make(spec);
    const whole = new RunStore(join(root, "whole"));
    const all = await make(spec, Number.POSITIVE_INFINITY, whole);
    expect(trained).toBe(all.trained - 5);
    expect(store.find(spec)!.suggestions).toEqual(whole.find(spec)!.suggestions);
    expect(warnings).toEqual([]);
  });

  it("trains from the start where the checkpoint is damaged", async () => {
    const spec = specOf("seq2seq");
    await make(spec, 3);
    writeFileSync(join(store.modelFolder(spec), "checkpoint.safetensors"), "nonsense");
    expect(await make(spec)).toMatchObject({ finished: true });
    expect(warnings).toEqual([
      expect.stringMatching(/checkpoint\.safetensors.* trained again from the start\.$/),
    ]);
  });

  it("trains again where the model is damaged", async () => {
    const spec = specOf("seq2seq");
    await make(spec);
    const { suggestions } = store.find(spec)!;
    const path = join(store.modelFolder(spec), "decoder.onnx");
    writeFileSync(path, readFileSync(path).subarray(0, 100));
    expect(await make(spec)).toMatchObject({ finished: true });
    expect(warnings).toEqual([
      expect.stringMatching(/decoder\.onnx: damaged .* trained again now/),
    ]);
    expect(store.find(spec)!.suggestions).toEqual(suggestions);
  });

  it("hides hashtags from training", async () => {
    const hidden = { split: "valid", share: 1, seed: 1 } as const;
    const spec = specOf("random", { hidden });
    await make(spec);
    const known = new Set(dataset.valid.flatMap(({ hashtags }) => hashtags.map(String)));
    const suggested = store
      .find(spec)!
      .suggestions.flat()
      .map(({ words }) => String(words));
    expect(suggested.length).toBeGreaterThan(0);
    expect(suggested.filter((tag) => known.has(tag))).toEqual([]);
  });
});

describe("completeSettings", () => {
  it("fills in the defaults, so that runs with others are others", () => {
    const settings = completeSettings("seq2seq", { batch: 8 });
    expect(settings).toMatchObject({ batch: 8, dropout: 0.1, patience: 3 });
    expect(settings).not.toHaveProperty("seed");
  });

  it.each([
    ["seq2seq", { dropout: 2 }, /dropout/],
    ["seq2seq", { sweeps: 2 }, /sweeps/],
    ["lda", { batch: 2 }, /settings of lda: .*batch/],
    ["seq2seq", { seed: 2 }, /"seed" is set by the command/],
  ])("refuses for %s %o", (system, settings, message) => {
    expect(() => completeSettings(system, settings)).toThrow(message);
  });
});
