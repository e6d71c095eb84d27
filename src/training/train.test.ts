import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillDisk, HAS_FULL_DEVICE } from "../../test/full-disk.js";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { fingerprints, tinyOptions } from "../../test/tiny-training.js";
import { familyOf } from "../model/config.js";
import { KNOWN_FILE } from "../model/known-hashtags.js";
import { MODEL_FILES, manifestSchema } from "../model/manifest.js";
import { UserError } from "../support/errors.js";
import { readJson } from "../support/json.js";
import type { Position } from "./checkpoint.js";
import { readHistory } from "./history.js";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";
import { type TrainingHooks, type TrainingPlan, type TrainingResult, train } from "./train.js";

const data = datasetOf(randomInstances(40, 1), randomInstances(15, 2));
const options = tinyOptions();

let root: string;
/** The folder and the result of a run that nothing interrupted. */
let whole: string;
let result: TrainingResult;
/** The batches of an epoch. */
let batches = 0;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "train-"));
  whole = join(root, "whole");
  result = await train(data, whole, options, {
    onStep: ({ epoch }) => {
      if (epoch === 1) batches++;
    },
  });
});
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
const newFolder = (): string => join(root, String(folders++));
const checkpointOf = (folder: string): string => join(folder, "checkpoint.safetensors");

/** Hooks that ask to stop before the step of that number, counted from 0 over the whole run. */
const stopBefore = (step: number): TrainingHooks => {
  let done = 0;
  return { shouldStop: () => done++ === step };
};

/** A history without what differs from run to run. */
const figures = (folder: string) =>
  readHistory(join(folder, "history.json")).map(({ seconds, postsPerSecond, ...rest }) => rest);

function expectSameAsWhole(folder: string): void {
  expect(fingerprints(folder)).toEqual(fingerprints(whole));
  expect(figures(folder)).toEqual(figures(whole));
}

describe("train", () => {
  it("learns, keeps the epoch of the lowest validation loss, and tidies up", () => {
    const { outcome, history, bestEpoch } = result;
    expect({ outcome, epochs: history.length }).toEqual({ outcome: "finished", epochs: 3 });
    expect(history[2].trainingLoss).toBeLessThan(history[0].trainingLoss);
    // Other tests need a best epoch that comes last.
    expect(bestEpoch).toBe(3);
    const best = Math.min(...history.map(({ validationLoss }) => validationLoss));
    expect(history[bestEpoch - 1].validationLoss).toBe(best);
    expect(readdirSync(whole).sort()).toEqual([
      "README.md",
      "curve.svg",
      "decoder.onnx",
      "encoder.onnx",
      "history.json",
      "known-hashtags.json",
      "manifest.json",
      "vocabulary.json",
      "words.json",
    ]);
    const { trainingLoss, validationLoss } = history[bestEpoch - 1];
    expect(readJson(join(whole, "manifest.json"), manifestSchema("generator"), "")).toMatchObject({
      config: { model: "bi-attention", hidden: 6 },
      dataset: { name: "random", language: "en", hash: data.info.hash },
      training: { seed: 1, threads: 1, epoch: bestEpoch, trainingLoss, validationLoss },
    });
    expect(readHistory(join(whole, "history.json"))).toEqual(history);
  });

  it("makes the same model of the same seed, and another of another", async () => {
    const [same, other] = [newFolder(), newFolder()];
    await train(data, same, options);
    expectSameAsWhole(same);
    await train(data, other, tinyOptions({ seed: 2 }));
    const [found, expected] = [fingerprints(other), fingerprints(whole)];
    expect(found["vocabulary.json"]).toBe(expected["vocabulary.json"]);
    expect(found["encoder.onnx"]).not.toBe(expected["encoder.onnx"]);
    expect(found["decoder.onnx"]).not.toBe(expected["decoder.onnx"]);
  });

  it("tells its plan, and leaves out hashtags that are too long", async () => {
    const long = { ...data.train[0], hashtags: [new Array(11).fill("wa"), ["wb"]] };
    const short = { ...data.train[1], hashtags: [new Array(10).fill("wa")] };
    let plan: TrainingPlan | undefined;
    const onPlan = (told: TrainingPlan): void => {
      plan = told;
    };
    const hooks = { onPlan, ...stopBefore(0) };
    await train(datasetOf([long, short], data.valid), newFolder(), options, hooks);
    expect(plan).toMatchObject({ examples: 2, tooLong: 1 });
    expect(plan).not.toHaveProperty("resumed");
  });

  it("names a split without a hashtag that it can learn from", async () => {
    const long = { ...data.train[0], hashtags: [new Array(11).fill("wa")] };
    const untrainable = train(datasetOf([long], data.valid), newFolder(), options);
    await expect(untrainable).rejects.toThrow("random: the train split has no hashtag");
    const unvalidatable = train(datasetOf(data.train, [long]), newFolder(), options);
    await expect(unvalidatable).rejects.toThrow("random: the valid split has no hashtag");
    await expect(unvalidatable).rejects.toBeInstanceOf(UserError);
  });
});

describe("a run that is stopped", () => {
  it.each<[string, () => number[]]>([
    ["before the first step", () => [0]],
    ["in the middle of the first epoch", () => [2]],
    ["in the middle of a later epoch", () => [batches + 3]],
    ["behind an epoch", () => [batches]],
    ["again and again", () => [1, batches, 2, 1]],
  ])("%s resumes to the same model", async (_, stops) => {
    const folder = newFolder();
    for (const [i, stop] of stops().entries()) {
      const { outcome } = await train(data, folder, options, stopBefore(stop), i > 0);
      expect(outcome).toBe("stopped");
    }
    const { outcome, bestEpoch } = await train(data, folder, options, {}, true);
    expect({ outcome, bestEpoch }).toEqual({ outcome, bestEpoch: result.bestEpoch });
    expectSameAsWhole(folder);
    expect(existsSync(checkpointOf(folder))).toBe(false);
  });

  it("without a chance to save goes on behind its last epoch", async () => {
    const folder = newFolder();
    const crash = ({ epoch, batch }: Position): void => {
      if (epoch === 2 && batch === 3) throw new Error("power cut");
    };
    await expect(train(data, folder, options, { onStep: crash })).rejects.toThrow("power cut");
    let resumed: Position | undefined;
    const onPlan = (plan: TrainingPlan): void => {
      resumed = plan.resumed;
    };
    await train(data, folder, options, { onPlan }, true);
    expect(resumed).toMatchObject({ epoch: 2, batch: 0, step: batches });
    expectSameAsWhole(folder);
  });

  it("may be given more epochs", async () => {
    const folder = newFolder();
    await train(data, folder, tinyOptions({ epochs: 2 }), stopBefore(batches + 1));
    await train(data, folder, options, {}, true);
    expectSameAsWhole(folder);
  });

  it("ends early just as it would have without the pause", async () => {
    const patient = tinyOptions({ learningRate: 0.5, epochs: 20, patience: 2 });
    const [through, paused] = [newFolder(), newFolder()];
    const { history } = await train(data, through, patient);
    expect(history.length).toBeLessThan(20);
    await train(data, paused, patient, stopBefore(batches * (history.length - 1)));
    await train(data, paused, patient, {}, true);
    expect(figures(paused)).toEqual(figures(through));
    expect(fingerprints(paused)).toEqual(fingerprints(through));
  });
});

describe.each(["classifier", "classifier-concatenation", "extractor"] as const)("%s", (model) => {
  it("is trained by the same steps, and resumes to the same model", async () => {
    const [through, paused] = [newFolder(), newFolder()];
    const settings = tinyOptions({ model });
    const { outcome } = await train(data, through, settings);
    expect(outcome).toBe("finished");
    const { config, files } = readJson(
      join(through, "manifest.json"),
      manifestSchema(familyOf(model)),
      "",
    );
    expect(config.model).toBe(model);
    const expected = [...MODEL_FILES[familyOf(model)], KNOWN_FILE];
    expect(Object.keys(files).sort()).toEqual(expected.sort());
    const card = readFileSync(join(through, "README.md"), "utf8");
    expect(card).toContain(`# ${model}, trained on random`);
    expect(card).toMatch(/\| hashtags it can (?:choose \| \d+,|mark \| up to 10) /);
    for (const [i, stop] of [1, batches].entries()) {
      await train(data, paused, settings, stopBefore(stop), i > 0);
    }
    await train(data, paused, settings, {}, true);
    expect(fingerprints(paused)).toEqual(fingerprints(through));
    expect(figures(paused)).toEqual(figures(through));
  });
});

describe("train refuses", () => {
  it.each<[string, () => Promise<unknown>, RegExp]>([
    ["a folder with a model", () => train(data, whole, options), /already holds a model/],
    [
      "to resume what is complete",
      () => train(data, whole, options, {}, true),
      /cannot be resumed: its training is complete/,
    ],
    [
      "to resume what is not there",
      () => train(data, newFolder(), options, {}, true),
      /cannot be resumed: it holds no checkpoint\. Train without --resume/,
    ],
  ])("%s", async (_, action, message) => {
    await expect(action()).rejects.toThrow(message);
    await expect(action()).rejects.toBeInstanceOf(UserError);
  });

  it("to begin, or to go on differently, where a run was interrupted", async () => {
    const folder = newFolder();
    await train(data, folder, options, stopBefore(1));
    const before = readFileSync(checkpointOf(folder));
    const refused: [() => Promise<unknown>, RegExp][] = [
      [() => train(data, folder, options), /interrupted\. Go on with --resume/],
      [
        () => train(data, folder, tinyOptions({ learningRate: 0.03, seed: 4 }), {}, true),
        /started with seed 1, learningRate 0\.02\. Resume it with the same settings/,
      ],
      [
        () => train(datasetOf(data.train, data.valid, "f".repeat(64)), folder, options, {}, true),
        /another dataset/,
      ],
    ];
    for (const [action, message] of refused) {
      await expect(action()).rejects.toThrow(message);
      await expect(action()).rejects.toBeInstanceOf(UserError);
    }
    expect(readFileSync(checkpointOf(folder)).equals(before)).toBe(true);
  });
});

describe("a loss that is no number", () => {
  it("ends the run, without a model where there was no good epoch", async () => {
    const folder = newFolder();
    const { outcome, bestEpoch } = await train(data, folder, tinyOptions({ learningRate: 1e30 }));
    expect({ outcome, bestEpoch }).toEqual({ outcome: "diverged", bestEpoch: 0 });
    expect(existsSync(join(folder, "manifest.json"))).toBe(false);
  });

  it("leaves the best model as it is", async () => {
    const folder = newFolder();
    await train(data, folder, options, stopBefore(batches));
    const good = fingerprints(folder);
    const file = decodeSafetensors(readFileSync(checkpointOf(folder)), "");
    file.tensors.get("parameters.adam.first")?.fill(3e38);
    writeFileSync(checkpointOf(folder), encodeSafetensors(file));
    const { outcome, bestEpoch } = await train(data, folder, options, {}, true);
    expect({ outcome, bestEpoch }).toEqual({ outcome: "diverged", bestEpoch: 1 });
    expect(fingerprints(folder)).toEqual(good);
  });
});

describe.skipIf(!HAS_FULL_DEVICE)("a full disk (needs /dev/full)", () => {
  it("ends the run before its first epoch when there is no room for a checkpoint", async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    fillDisk(checkpointOf(folder));
    const onEpoch = () => expect.unreachable("trained without a checkpoint");
    await expect(train(data, folder, options, { onEpoch })).rejects.toThrow(/ENOSPC/);
    await train(data, folder, options);
    expectSameAsWhole(folder);
  });

  it.each(["encoder.onnx", "manifest.json", "history.json", "curve.svg", "checkpoint.safetensors"])(
    "at %s ends the run and leaves what was there; it resumes to the same model",
    async (file) => {
      const folder = newFolder();
      const state = () => ({
        checkpoint: readFileSync(checkpointOf(folder)),
        model: fingerprints(folder),
      });
      let before: ReturnType<typeof state> | undefined;
      const onStep = ({ epoch, batch }: Position): void => {
        if (epoch !== result.bestEpoch || batch !== 1) return;
        before = state();
        fillDisk(join(folder, file));
      };
      const failed = train(data, folder, options, { onStep });
      await expect(failed).rejects.toThrow(UserError);
      await expect(failed).rejects.toThrow(`${file}: could not be written (ENOSPC`);
      const { checkpoint, model } = state();
      expect(checkpoint).toEqual(before?.checkpoint);
      if (file in model) expect(model).toEqual(before?.model);
      await train(data, folder, options, {}, true);
      expectSameAsWhole(folder);
    },
  );

  it("while stopping leaves the last checkpoint", async () => {
    const folder = newFolder();
    let done = 0;
    const shouldStop = (): boolean => {
      if (done++ < batches + 2) return false;
      fillDisk(checkpointOf(folder));
      return true;
    };
    await expect(train(data, folder, options, { shouldStop })).rejects.toThrow(/ENOSPC/);
    await train(data, folder, options, {}, true);
    expectSameAsWhole(folder);
  });
});
