import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tinyOptions } from "../../test/tiny-training.js";
import { UserError } from "../support/errors.js";
import {
  hasCheckpoint,
  loadCheckpoint,
  type Position,
  type RunIdentity,
  removeCheckpoint,
  saveCheckpoint,
} from "./checkpoint.js";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";
import { createSharedModel, initialiseModel } from "./shared-model.js";
import { startPosition } from "./trainer.js";

const CONFIG = { ...tinyOptions(), vocabulary: 9, outputs: 4 };
const identity: RunIdentity = { options: tinyOptions(), datasetHash: "a".repeat(64) };
const position: Position = {
  epoch: 2,
  batch: 3,
  step: 10,
  lossSum: 1 / 3,
  words: 20,
  posts: 24,
  seconds: 0.5,
  schedule: { learningRate: 0.01, best: 2.5, bestEpoch: 1, worse: 0 },
  history: [
    {
      epoch: 1,
      trainingLoss: 3,
      validationLoss: 2.5,
      learningRate: 0.01,
      seconds: 1,
      postsPerSecond: 9,
    },
  ],
};

function newModel(seed: number, hidden = 2) {
  const specs = [{ name: "weight", shape: [hidden, 3], initial: "glorot" as const }];
  const model = createSharedModel(CONFIG, specs, 1, 5);
  initialiseModel(model, seed);
  return model;
}

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "checkpoint-"));
  path = join(folder, "checkpoint.safetensors");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a checkpoint", () => {
  it("brings back all numbers and the position", () => {
    const model = newModel(1);
    model.dense.first.fill(0.1);
    model.dense.second.fill(0.2);
    model.embedding.second.fill(0.3);
    saveCheckpoint(folder, model, position, identity);
    const fresh = newModel(2);
    expect(fresh.dense).not.toEqual(model.dense);
    expect(loadCheckpoint(folder, fresh, identity)).toEqual(position);
    expect(fresh.dense).toEqual(model.dense);
    expect(fresh.embedding).toEqual(model.embedding);
  });

  it("brings back the start, when there is no best loss yet", () => {
    const start = startPosition(identity.options);
    saveCheckpoint(folder, newModel(1), start, identity);
    expect(loadCheckpoint(folder, newModel(1), identity)).toEqual(start);
  });

  it("is there until it is removed", () => {
    expect(hasCheckpoint(folder)).toBe(false);
    saveCheckpoint(folder, newModel(1), position, identity);
    expect(hasCheckpoint(folder)).toBe(true);
    removeCheckpoint(folder);
    removeCheckpoint(folder);
    expect(hasCheckpoint(folder)).toBe(false);
  });

  it("may go on for more epochs, but with no other setting and no other dataset", () => {
    saveCheckpoint(folder, newModel(1), position, identity);
    const load = (given: Partial<RunIdentity>) =>
      loadCheckpoint(folder, newModel(1), { ...identity, ...given });
    expect(load({ options: tinyOptions({ epochs: 9 }) })).toEqual(position);
    const others = () => load({ options: tinyOptions({ seed: 2, dropout: 0.4, epochs: 9 }) });
    expect(others).toThrow(UserError);
    expect(others).toThrow(
      `${path}: the run was started with seed 1, dropout 0.2. Resume it with the same settings.`,
    );
    const otherData = () => load({ datasetHash: "b".repeat(64) });
    expect(otherData).toThrow(UserError);
    expect(otherData).toThrow(
      `${path}: the run was started on another dataset. Resume it with that one.`,
    );
  });

  const rewrite = (change: (file: { metadata: Record<string, string> }) => object) => {
    const file = decodeSafetensors(readFileSync(path), path);
    const changed = change({ metadata: file.metadata });
    writeFileSync(path, encodeSafetensors({ ...file, ...changed }));
  };

  it.each([
    ["cut short", () => truncateSync(path, 100), /damaged .*train again/],
    ["of text", () => writeFileSync(path, "hello, this is no checkpoint"), /damaged .*train again/],
    [
      "of another version",
      () => rewrite(({ metadata }) => ({ metadata: { ...metadata, version: "2" } })),
      /another version of threadtag\. Delete it and train again\.$/,
    ],
    [
      "without its numbers",
      () => rewrite(() => ({ tensors: new Map() })),
      /parameters has another size\. Delete it and train again\.$/,
    ],
    [
      "without what it says of the run",
      () => rewrite(() => ({ metadata: { version: "1" } })),
      /damaged .*train again/,
    ],
    [
      "that says nonsense of the run",
      () => rewrite(({ metadata }) => ({ metadata: { ...metadata, identity: "{" } })),
      /damaged .*train again/,
    ],
  ])("%s is refused", (_, damage, message) => {
    saveCheckpoint(folder, newModel(1), position, identity);
    damage();
    const load = () => loadCheckpoint(folder, newModel(1), identity);
    expect(load).toThrow(UserError);
    expect(load).toThrow(message);
  });

  it("of a model with other sizes is refused", () => {
    saveCheckpoint(folder, newModel(1, 4), position, identity);
    expect(() => loadCheckpoint(folder, newModel(1), identity)).toThrow(/has another size/);
  });
});
