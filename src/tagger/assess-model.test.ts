import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { tinyOptions } from "../../test/tiny-training.js";
import { openSuggester } from "../suggesters/open.js";
import { trainSuggester } from "../suggesters/train.js";
import { train } from "../training/train.js";
import { assessModel } from "./assess-model.js";
import { Threadtag } from "./threadtag.js";

const DATA = datasetOf(randomInstances(40, 1), randomInstances(30, 2));

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "assess-"));
  await (await trainSuggester("retrieval", DATA, join(root, "retrieval"))).close();
  await train(DATA, join(root, "bi"), tinyOptions({ epochs: 2, model: "bi-attention" }));
});
afterAll(() => rmSync(root, { recursive: true }));

const modelInfo = async (name: string) => {
  const tagger = await Threadtag.open(join(root, name), { threads: 1 });
  await tagger.close();
  return tagger.model;
};

describe("assessModel", () => {
  it("changes nothing where there is no post", async () => {
    const { id } = await modelInfo("retrieval");
    expect(await assessModel(join(root, "retrieval"), [])).toBeUndefined();
    expect(existsSync(join(root, "retrieval", "assessment.json"))).toBe(false);
    expect((await modelInfo("retrieval")).id).toBe(id);
  });

  it("notes down how well a model does, and what its scores are worth", async () => {
    const before = await modelInfo("retrieval");
    const reports: number[] = [];
    const folder = join(root, "retrieval");
    const found = await assessModel(folder, DATA.valid, {
      onProgress: (done) => reports.push(done),
    });
    expect(found?.posts).toBe(30);
    expect(reports.at(-1)).toBe(30);
    const after = await modelInfo("retrieval");
    expect(after).toMatchObject({ calibratedOn: "validation", metrics: found?.metrics.standard });
    expect(before).toMatchObject({ calibratedOn: "none" });
    expect(before.metrics).toBeUndefined();
    expect(after.id).not.toBe(before.id);
    // The model itself stays as it was.
    const suggester = await openSuggester(folder);
    expect(suggester.companions.assessment).toEqual(found);
  });

  it("keeps the curve of a neural model without its times, and replaces what it said before", async () => {
    const folder = join(root, "bi");
    const first = await assessModel(folder, DATA.valid, { threads: 1 });
    expect(first?.curve?.map((record) => Object.keys(record))).toEqual(
      new Array(2).fill(["epoch", "trainingLoss", "validationLoss", "learningRate"]),
    );
    const second = await assessModel(folder, DATA.valid.slice(0, 10), { threads: 1 });
    expect(second?.posts).toBe(10);
    expect((await modelInfo("bi")).curve).toEqual(first?.curve);
  });
});
