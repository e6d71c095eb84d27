import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { tinyOptions } from "../../test/tiny-training.js";
import { openSuggester } from "../suggesters/open.js";
import { trainSuggester } from "../suggesters/train.js";
import { train } from "../training/train.js";
import { ServedModel } from "./served-model.js";

let root: string;
const folder = (name: string): string => join(root, name);
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "served-model-"));
  const data = datasetOf(randomInstances(20, 1), randomInstances(8, 2));
  for (const seed of [1, 2]) {
    const options = tinyOptions({ model: "seq2seq", epochs: 1, embedding: 64, hidden: 32, seed });
    await train(data, folder(`seed${seed}`), options);
  }
  await (await trainSuggester("random", data, folder("random"))).close();
});
afterAll(() => rmSync(root, { recursive: true }));

const manifestOf = (model: string) =>
  JSON.parse(readFileSync(join(model, "manifest.json"), "utf8"));

describe("ServedModel", () => {
  it("is a copy in 8 bits that follows the model and goes in the end", async () => {
    cpSync(folder("seed1"), folder("model"), { recursive: true });
    const served = ServedModel.prepare(folder("model"), "int8");
    expect(manifestOf(served.folder)).toMatchObject({ precision: "int8", training: { seed: 1 } });
    cpSync(folder("seed2"), folder("model"), { recursive: true });
    served.refresh();
    expect(manifestOf(served.folder)).toMatchObject({ precision: "int8", training: { seed: 2 } });
    await (await openSuggester(served.folder, { threads: 1 })).close();
    served.remove();
    expect(existsSync(served.folder)).toBe(false);
    expect(manifestOf(folder("model")).precision).toBeUndefined();
  });

  it("is the model itself where float32 is asked for, or there is nothing to make smaller", () => {
    const small = ServedModel.prepare(folder("seed1"), "int8");
    for (const served of [
      ServedModel.prepare(folder("seed1"), "float32"),
      ServedModel.prepare(folder("random"), "int8"),
      ServedModel.prepare(small.folder, "int8"),
    ]) {
      served.refresh();
      served.remove();
      expect(existsSync(join(served.folder, "manifest.json"))).toBe(true);
    }
    expect(ServedModel.prepare(folder("random"), "int8").folder).toBe(folder("random"));
    small.remove();
  });

  it("keeps the copy of before when the model is damaged or became another", () => {
    cpSync(folder("seed1"), folder("changing"), { recursive: true });
    const served = ServedModel.prepare(folder("changing"), "int8");
    const before = manifestOf(served.folder);
    writeFileSync(join(folder("changing"), "encoder.onnx"), "damaged");
    expect(() => served.refresh()).toThrow("encoder.onnx: damaged");
    cpSync(folder("random"), folder("changing"), { recursive: true });
    expect(() => served.refresh()).toThrow("changing: holds a model of another kind.");
    expect(manifestOf(served.folder)).toEqual(before);
    served.remove();
  });
});
