import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../../test/instances.js";
import { tinyOptions } from "../../../test/tiny-training.js";
import { MODEL_FILES } from "../../model/manifest.js";
import { UserError } from "../../support/errors.js";
import { sha256 } from "../../support/files.js";
import { train } from "../../training/train.js";
import { openSuggester } from "../open.js";

let root: string;
let model: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "generator-"));
  model = join(root, "model");
  const data = datasetOf(randomInstances(20, 1), randomInstances(8, 2));
  const options = tinyOptions({ epochs: 1, postWords: 5, conversationWords: 6 });
  await train(data, model, { ...options, model: "seq2seq-concatenation" });
});
afterAll(() => rmSync(root, { recursive: true }));

let copies = 0;
/** A copy of the model folder. */
function copyModel(): string {
  const copy = join(root, String(copies++));
  cpSync(model, copy, { recursive: true });
  return copy;
}

/** A copy of the model folder with one file changed; undefined removes it. */
function damaged(file: string, change: (bytes: Buffer) => Uint8Array | string | undefined): string {
  const copy = copyModel();
  const path = join(copy, file);
  const content = change(readFileSync(path));
  if (content === undefined) rmSync(path);
  else writeFileSync(path, content);
  return copy;
}

/** As `damaged`, with a manifest that vouches for the changed file. */
function vouchedFor(
  file: (typeof MODEL_FILES.generator)[number],
  content: Uint8Array | string,
): string {
  const copy = damaged(file, () => content);
  const path = join(copy, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  manifest.files[file] = sha256(Buffer.from(content));
  writeFileSync(path, JSON.stringify(manifest));
  return copy;
}

async function expectRefused(folder: string, message: RegExp): Promise<void> {
  const opened = openSuggester(folder, { threads: 1 });
  await expect(opened).rejects.toThrow(UserError);
  await expect(opened).rejects.toThrow(message);
  await expect(opened).rejects.toThrow(folder);
}

describe("a generator", () => {
  it("suggests for every thread what it would suggest for it alone", async () => {
    const generator = await openSuggester(model, { threads: 1 });
    expect(generator.name).toBe("seq2seq-concatenation");
    const threads = randomInstances(9, 3);
    const lists = await generator.suggest(threads, { count: 3, batch: 4 });
    expect(lists).toHaveLength(9);
    for (const [i, list] of lists.entries()) {
      expect(list).toHaveLength(3);
      const [alone] = await generator.suggest([threads[i]], { count: 3 });
      expect(list.map(({ words }) => words)).toEqual(alone.map(({ words }) => words));
    }
    await generator.close();
  });

  it("reads the first words of post and conversation, as in training", async () => {
    const generator = await openSuggester(model, { threads: 1 });
    const post = ["wb", "wc", "wd", "we", "wf"];
    const conversation = ["wg", "wh", "wi", "wj", "wb", "wc"];
    const long = {
      post: [...post, "wg", "wh"],
      conversation: [...conversation, ...new Array(43_503).fill("wd")],
    };
    const [short, cut] = await generator.suggest([{ post, conversation }, long]);
    expect(cut).toEqual(short);
    const [other] = await generator.suggest([{ post, conversation: ["wd"] }]);
    expect(other).not.toEqual(short);
    await generator.close();
  });
});

describe("openSuggester refuses", () => {
  it.each(MODEL_FILES.generator)("a folder without %s", async (file) => {
    const folder = damaged(file, () => undefined);
    await expectRefused(folder, new RegExp(`${file}: missing\\. Copy the model folder again, or`));
  });

  it("a folder that is none, or not of a model", async () => {
    const remedy = /not a model folder \(no manifest\.json\)\. Train a model with: threadtag train/;
    await expectRefused(join(root, "nowhere"), remedy);
    await expectRefused(
      damaged("manifest.json", () => undefined),
      remedy,
    );
  });

  it.each(MODEL_FILES.generator)("%s with one bit flipped", async (file) => {
    for (const part of [0, 0.5, 1]) {
      const folder = damaged(file, (bytes) => {
        bytes[Math.floor(part * (bytes.length - 1))] ^= 4;
        return bytes;
      });
      await expectRefused(folder, new RegExp(`${file}: damaged .* Copy the model folder again`));
    }
  });

  it("a file that is cut short", async () => {
    const folder = damaged("encoder.onnx", (bytes) => bytes.subarray(0, bytes.length / 2));
    await expectRefused(folder, /encoder\.onnx: damaged/);
  });

  it.each<[string, (manifest: Record<string, unknown>) => unknown, RegExp]>([
    [
      "of another version",
      (manifest) => ({ ...manifest, version: 2 }),
      /field "version": written by another version of threadtag; this one reads version 1/,
    ],
    ["of something else", (manifest) => ({ ...manifest, format: "cake" }), /field "format"/],
    [
      "of another model",
      ({ config, ...rest }) => ({ ...rest, config: { ...(config as object), model: "gpt" } }),
      /field "config\.model"/,
    ],
    [
      "that vouches for no encoder",
      ({ files, ...rest }) => ({
        ...rest,
        files: { ...(files as object), "encoder.onnx": undefined },
      }),
      /field "files\.encoder\.onnx"/,
    ],
    ["that is empty", () => ({}), /field "format"/],
  ])("a manifest %s", async (_, change, message) => {
    const folder = damaged("manifest.json", (bytes) =>
      JSON.stringify(change(JSON.parse(bytes.toString()))),
    );
    await expectRefused(folder, message);
    await expectRefused(folder, /manifest\.json: .*Copy the model folder again, or train/);
  });

  it("a manifest that is no JSON", async () => {
    const folder = damaged("manifest.json", (bytes) => bytes.subarray(0, 50));
    await expectRefused(folder, /manifest\.json: not valid JSON .*Copy the model folder again/);
  });

  it.each([
    ["no JSON", "hello"],
    ["no vocabulary", '{"words": []}'],
    ["a vocabulary without special symbols", '{"words": ["a"], "outputs": []}'],
  ])("a vocabulary.json that is %s", async (_, content) => {
    const folder = vouchedFor("vocabulary.json", content);
    await expectRefused(folder, /vocabulary\.json: .* Copy .*train the model again\.$/);
  });

  it("a graph that ONNX Runtime cannot load", async () => {
    for (const file of ["encoder.onnx", "decoder.onnx"] as const) {
      const folder = vouchedFor(file, "no graph");
      await expectRefused(folder, new RegExp(`${file}: ONNX Runtime cannot load it .* Copy`));
    }
  });
});
