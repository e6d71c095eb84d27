import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../../test/instances.js";
import { fingerprints, tinyOptions } from "../../../test/tiny-training.js";
import type { NeuralName } from "../../model/config.js";
import { UserError } from "../../support/errors.js";
import { train } from "../../training/train.js";
import { openSuggester } from "../open.js";
import type { Suggestion } from "../suggester.js";
import { trainSuggester } from "../train.js";
import { quantiseModel } from "./quantise-model.js";

const MODELS: readonly NeuralName[] = [
  "bi-attention",
  "seq2seq-copy",
  "classifier-concatenation",
  "extractor",
];
const training = datasetOf(
  randomInstances(30, 1, { tagWords: 20 }),
  randomInstances(30, 2, { tagWords: 20 }),
);
const threads = randomInstances(40, 3, { post: 12, conversation: 15 });

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "quantise-"));
  for (const model of MODELS) {
    await train(
      training,
      folder(model),
      tinyOptions({ model, epochs: 1, embedding: 64, hidden: 48 }),
    );
    quantiseModel(folder(model), folder(`${model}-int8`));
  }
});
afterAll(() => rmSync(root, { recursive: true }));

const folder = (name: string): string => join(root, name);

async function suggest(model: string, batch: number): Promise<Suggestion[][]> {
  const suggester = await openSuggester(model, { threads: 1 });
  try {
    return await suggester.suggest(threads, { batch });
  } finally {
    await suggester.close();
  }
}

const textOf = (lists: Suggestion[][]): string[] =>
  lists.map((list) => list.map(({ words }) => words.join(" ")).join(";"));

describe("quantiseModel", () => {
  for (const model of MODELS) {
    it(`makes of ${model} a folder that suggests nearly the same, in less space`, async () => {
      const [before, after] = [folder(model), folder(`${model}-int8`)];
      expect(graphBytes(after)).toBeLessThan(graphBytes(before) / 2);
      const [exact, rounded] = [await suggest(before, 64), await suggest(after, 64)];
      expect(rounded).not.toEqual(exact);
      const scores = (lists: Suggestion[][]): number[] => lists.map(([best]) => best?.score ?? 0);
      scores(rounded).forEach((score, i) => {
        expect(Math.abs(score - scores(exact)[i]!)).toBeLessThan(0.02);
      });
    });

    it(`suggests with the quantised ${model} the same whatever the batch`, async () => {
      const after = folder(`${model}-int8`);
      const all = await suggest(after, 64);
      for (const batch of [1, 7]) {
        const lists = await suggest(after, batch);
        expect(textOf(lists)).toEqual(textOf(all));
        lists.flat().forEach(({ score }, i) => {
          expect(score).toBeCloseTo(all.flat()[i]!.score, 5);
        });
      }
    });
  }

  it("gives the same files every time, and a manifest that says what they are", () => {
    const again = folder("again");
    const { before, after } = quantiseModel(folder("bi-attention"), again);
    expect(fingerprints(again)).toEqual(fingerprints(folder("bi-attention-int8")));
    expect(after).toBeLessThan(before);
    const [old, made] = [manifestOf(folder("bi-attention")), manifestOf(again)];
    expect(made).toEqual({ ...old, precision: "int8", files: made.files });
    expect(Object.keys(made.files)).toEqual(Object.keys(old.files));
    for (const file of ["history.json", "curve.svg", "vocabulary.json"]) {
      expect(readFileSync(join(again, file))).toEqual(
        readFileSync(join(folder("bi-attention"), file)),
      );
    }
    expect(readFileSync(join(again, "README.md"), "utf8")).toContain("rounded to 8 bits");
    expect(readFileSync(join(folder("bi-attention"), "README.md"), "utf8")).not.toContain("8 bits");
  });

  it("leaves a model that can say what attends to what", async () => {
    const weights = async (model: string) => {
      const suggester = await openSuggester(folder(model), { threads: 1 });
      const found = await suggester.attention?.({ post: ["wb", "wc"], conversation: ["wd", "we"] });
      await suggester.close();
      return found!.weights.flat();
    };
    const [exact, rounded] = [await weights("bi-attention"), await weights("bi-attention-int8")];
    expect(rounded).not.toEqual(exact);
    rounded.forEach((weight, i) => {
      expect(Math.abs(weight - exact[i]!)).toBeLessThan(0.01);
    });
  });

  it("refuses what is quantised already, holds no network, or would be overwritten", async () => {
    const refused = (model: string, out: string, message: string): void => {
      expect(() => quantiseModel(folder(model), folder(out))).toThrow(UserError);
      expect(() => quantiseModel(folder(model), folder(out))).toThrow(message);
    };
    await trainSuggester("random", training, folder("random"));
    refused("bi-attention-int8", "twice", "bi-attention-int8: is quantised already.");
    refused("random", "other", "random: holds no network. Only neural models can");
    refused("bi-attention", "extractor", "extractor: already holds a model. Choose a new folder");
    refused("nothing", "other", "nothing: not a model folder");
    expect(["twice", "other"].map((name) => existsSync(folder(name)))).toEqual([false, false]);
  });

  it("makes folders whose precision is checked when they are opened", async () => {
    const copy = folder("copy");
    cpSync(folder("extractor-int8"), copy, { recursive: true });
    writeFileSync(
      join(copy, "manifest.json"),
      JSON.stringify({ ...manifestOf(copy), precision: "int4" }),
    );
    await expect(openSuggester(copy)).rejects.toThrow(
      `${join(copy, "manifest.json")}: field "precision": Invalid option: expected one of "float32"|"int8".`,
    );
  });
});

function graphBytes(model: string): number {
  const files = Object.keys(manifestOf(model).files).filter((file) => file.endsWith(".onnx"));
  return files.reduce((sum, file) => sum + readFileSync(join(model, file)).length, 0);
}

function manifestOf(model: string) {
  return JSON.parse(readFileSync(join(model, "manifest.json"), "utf8"));
}
