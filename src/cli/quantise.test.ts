import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { tinyOptions } from "../../test/tiny-training.js";
import { train } from "../training/train.js";

let root: string;
let model: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "cli-quantise-"));
  model = join(root, "model");
  const data = datasetOf(randomInstances(20, 1), randomInstances(8, 2));
  await train(data, model, tinyOptions({ model: "seq2seq", epochs: 1, hidden: 128 }));
});
afterAll(() => rmSync(root, { recursive: true }));

describe("threadtag quantise", () => {
  it("writes a folder that other commands take, and says how large it is", async () => {
    const out = join(root, "small");
    const { code, out: text } = await threadtag("quantise", model, "--out", out);
    expect(text).toMatch(/^Model: .*small {2}0\.1 MB instead of 0\.5 MB\n$/);
    expect(code).toBe(0);
    const suggested = await threadtag("generate", out, "--post", "wa wb", "--json");
    expect(suggested.code).toBe(0);
  });

  it("prints bytes as JSON, those of the files that the manifest names", async () => {
    const out = join(root, "json");
    const { out: text } = await threadtag("quantise", model, "--out", out, "--json");
    const { bytes, ...rest } = JSON.parse(text);
    expect(rest).toEqual({ model: out, precision: "int8" });
    expect(bytes).toEqual({ before: bytesOf(model), after: bytesOf(out) });
  });

  it("needs a folder to write to, and refuses one that holds a model", async () => {
    expect((await threadtag("quantise", model)).code).toBe(2);
    const { code, err } = await threadtag("quantise", model, "--out", model);
    expect(err).toBe(
      `threadtag: ${model}: already holds a model. Choose a new folder for --out.\n`,
    );
    expect(code).toBe(2);
  });
});

function bytesOf(folder: string): number {
  const { files } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  return Object.keys(files).reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0);
}
