import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { fingerprints, tinyOptions } from "../../test/tiny-training.js";
import { writeDataset } from "../dataset/dataset-writer.js";
import type { Splits } from "../dataset/instance.js";
import { openSuggester } from "../suggesters/open.js";
import type { TrainingOptions } from "../training/options.js";

let root: string;
let dataset: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "cli-train-"));
  dataset = write({ train: randomInstances(20, 1), valid: randomInstances(8, 2) });
});
afterAll(() => rmSync(root, { recursive: true }));

let names = 0;
const newPath = (): string => join(root, String(names++));

/** Writes a dataset folder. */
function write(splits: Splits): string {
  const folder = newPath();
  writeDataset(folder, { name: "random", language: "en", createdFrom: "a test" }, splits);
  return folder;
}

/** Writes settings of a tiny model to a file. */
function config(given: Partial<TrainingOptions> = {}): string {
  const path = newPath();
  writeFileSync(
    path,
    JSON.stringify({ ...tinyOptions({ epochs: 2, model: "seq2seq" }), ...given }),
  );
  return path;
}

const train = (folder: string, ...args: string[]) => threadtag("train", folder, ...args);

describe("threadtag train", () => {
  it("trains a model and says what it does", async () => {
    const out = newPath();
    const { code, out: text, err } = await train(dataset, "--out", out, "--config", config());
    expect(code).toBe(0);
    expect(err).toMatch(
      /^seq2seq: [\d,]+ parameters, \d+ training hashtags, \d+ words \(6 in hash/,
    );
    expect(err).toMatch(/^Training +\d+% /m);
    expect(err).toMatch(/^epoch {2}1 {2}training \d\.\d{4} {2}validation \d\.\d{4} {2}rate 0\.02/m);
    expect(err).not.toMatch(/left out|going on/);
    expect(text).toMatch(/^Best epoch [12] of 2: validation loss \d\.\d{4} per word\.\nModel: /);
    const generator = await openSuggester(out, { threads: 1 });
    expect(generator.manifest.config).toMatchObject({ model: "seq2seq", hidden: 6 });
    await generator.close();
  });

  it("takes options before the settings of a file, and prints JSON", async () => {
    const out = newPath();
    const options = ["--model", "seq2seq-copy", "--epochs", "1", "--seed", "9", "--json"];
    const result = await train(dataset, "--out", out, "--config", config(), ...options);
    expect(JSON.parse(result.out)).toMatchObject({
      model: out,
      outcome: "finished",
      bestEpoch: 1,
      history: [{ epoch: 1, learningRate: 0.02 }],
    });
    const { config: sizes, training } = JSON.parse(
      readFileSync(join(out, "manifest.json"), "utf8"),
    );
    expect(sizes).toMatchObject({ model: "seq2seq-copy", hidden: 6 });
    expect(training).toMatchObject({ seed: 9, threads: 1 });
  });

  it("leaves out a hashtag of eleven words and reads a conversation of 43,509", async () => {
    const [first, ...others] = randomInstances(9, 3);
    const long = {
      ...first,
      conversation: new Array(43_509).fill("wb"),
      hashtags: [new Array(11).fill("wc"), ["wd"]],
    };
    const folder = write({ train: [long, ...others], valid: others });
    const { code, err } = await train(folder, "--out", newPath(), "--config", config());
    expect(code).toBe(0);
    expect(err).toMatch(/^1 training hashtags of more than 10 words are left out$/m);
  });

  it("saves a checkpoint on Ctrl-C and goes on with --resume", async () => {
    const [whole, stopped] = [newPath(), newPath()];
    const settings = config();
    await train(dataset, "--out", whole, "--config", settings);
    const interrupt = setInterval(() => {
      if (!existsSync(join(stopped, "manifest.json"))) return;
      clearInterval(interrupt);
      process.emit("SIGINT");
    });
    const first = await train(dataset, "--out", stopped, "--config", settings);
    expect(first.code).toBe(1);
    expect(first.err).toMatch(/Stopping: saving a checkpoint\. Press Ctrl-C again/);
    expect(first.err).toContain(
      `threadtag train ${dataset} --model seq2seq --out ${stopped} --resume`,
    );
    expect(readdirSync(stopped)).toContain("checkpoint.safetensors");
    const second = await train(dataset, "--out", stopped, "--config", settings, "--resume");
    expect(second.code).toBe(0);
    expect(second.err).toMatch(/^going on in epoch 2 after \d+ posts$/m);
    expect(fingerprints(stopped)).toEqual(fingerprints(whole));
  });

  it("says that a loss is no number any more, and what to do", async () => {
    const settings = config({ learningRate: 1e30 });
    const { code, err } = await train(dataset, "--out", newPath(), "--config", settings);
    expect(code).toBe(1);
    expect(err).toMatch(/the loss is no longer a number; no model was made\. .*learningRate/);
  });
});

describe("threadtag train of a system that is learnt in one go", () => {
  const settings = (given: object): string => {
    const path = newPath();
    writeFileSync(path, JSON.stringify(given));
    return path;
  };

  it("learns it from the training posts alone and says from how many", async () => {
    const [out, folder] = [newPath(), write({ train: randomInstances(20, 1) })];
    const { code, out: text, err } = await train(folder, "--out", out, "--model", "linear");
    expect(code).toBe(0);
    expect(err).toMatch(/^Learning linear +\d+% .*\/20 posts/);
    expect(text).toMatch(
      new RegExp(`^Learnt from 20 posts with \\d+ hashtags in [\\d.]+ s\\.\\nModel: ${out}\n$`),
    );
    const { config, training } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    expect(config).toEqual({ model: "linear", conversationWords: 200 });
    expect(training).toEqual({ seed: 1, posts: 20, added: 0 });
    expect(readFileSync(join(out, "README.md"), "utf8")).toMatch(/^# linear, learnt from random$/m);
  });

  it("takes the model, its settings and the seed from a file, and prints JSON", async () => {
    const out = newPath();
    const given = settings({ model: "retrieval", seed: 4, neighbours: 3 });
    const result = await train(dataset, "--out", out, "--config", given, "--json");
    expect(JSON.parse(result.out)).toEqual({
      model: out,
      system: "retrieval",
      posts: 20,
      hashtags: expect.any(Number),
      seconds: expect.any(Number),
    });
    const { config, training } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    expect(config).toMatchObject({ model: "retrieval", neighbours: 3, conversationWords: 200 });
    expect(training.seed).toBe(4);
  });

  it("says in its help what there is to set", async () => {
    const { out } = await threadtag("train", "--help");
    expect(out.replace(/\s+/g, " ")).toMatch(
      /retrieval suggests .* settings: neighbours \(20\), conversationWords \(200\)/,
    );
    expect(out).toMatch(/^ {2}random {2}/m);
  });

  it.each<[string, () => string[], RegExp]>([
    ["epochs", () => ["--epochs", "3"], /--epochs does not go with random, which is learnt in one/],
    ["threads", () => ["--threads", "2"], /--threads does not go with random/],
    ["a run to resume", () => ["--resume"], /--resume does not go with random/],
    [
      "a setting that it has not",
      () => ["--config", settings({ neighbours: 3 })],
      /settings of random: .*neighbours.*See `threadtag train --help`/,
    ],
  ])("answers %s with exit code 2 and what to do", async (_, args, message) => {
    const out = newPath();
    const result = await train(dataset, "--out", out, "--model", "random", ...args());
    expect(result.err).toMatch(message);
    expect({ code: result.code, out: result.out }).toEqual({ code: 2, out: "" });
    expect(existsSync(out)).toBe(false);
  });

  it("leaves a folder alone that holds a model already", async () => {
    const out = newPath();
    await train(dataset, "--out", out, "--model", "retrieval");
    const before = readFileSync(join(out, "manifest.json"), "utf8");
    const { code, err } = await train(dataset, "--out", out, "--model", "random");
    expect(code).toBe(2);
    expect(err).toMatch(/already holds a model\. Choose a new folder/);
    expect(readFileSync(join(out, "manifest.json"), "utf8")).toBe(before);
  });
});

describe("threadtag train answers with exit code 2 and what to do", () => {
  it.each<[string, () => string[], RegExp]>([
    ["no epochs", () => [dataset, "--model", "seq2seq", "--epochs", "0"], /epochs.*>=1/],
    ["half an epoch", () => [dataset, "--epochs", "0.5"], /--epochs.*whole number/],
    [
      "a model that does not exist",
      () => [dataset, "--model", "biattention"],
      /Did you mean "bi-attention"\? There are: bi-attention, bi-attention-post/,
    ],
    ["no dataset", () => [join(root, "none")], /none: not a dataset folder .*threadtag prepare/],
    [
      "a dataset without validation",
      () => [write({ train: randomInstances(3, 1) }), "--model", "seq2seq"],
      /the dataset has no valid split\. Prepare it again/,
    ],
    [
      "no settings file",
      () => [dataset, "--config", join(root, "no.json")],
      /no\.json: no such file/,
    ],
    [
      "a setting that does not exist",
      () => [dataset, "--config", config({ hiden: 3 } as Partial<TrainingOptions>)],
      /hiden.*See `threadtag train --help`/,
    ],
    [
      "an odd hidden size",
      () => [dataset, "--config", config({ hidden: 5 })],
      /field "hidden": must be even.*See/,
    ],
    [
      "nothing to resume",
      () => [dataset, "--resume", "--model", "seq2seq"],
      /cannot be resumed: it holds no checkpoint/,
    ],
  ])("to %s", async (_, args, message) => {
    const out = newPath();
    const result = await train(...(args() as [string]), "--out", out);
    expect(result.err).toMatch(message);
    expect({ code: result.code, out: result.out }).toEqual({ code: 2, out: "" });
    expect(existsSync(out)).toBe(false);
  });

  it("to a folder that holds a model already", async () => {
    const out = newPath();
    await train(dataset, "--out", out, "--config", config());
    const before = fingerprints(out);
    const { code, err } = await train(dataset, "--out", out, "--config", config({ seed: 5 }));
    expect(code).toBe(2);
    expect(err).toMatch(/already holds a model\. Choose a new folder/);
    expect(fingerprints(out)).toEqual(before);
  });
});
