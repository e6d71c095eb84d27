import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDataset } from "../src/dataset/dataset-writer.js";
import { IS_BUILT, startBuilt } from "./built-program.js";
import { randomInstances } from "./instances.js";
import { fingerprints, tinyOptions } from "./tiny-training.js";

const CHECKPOINT = "checkpoint.safetensors";

let root: string;
let dataset: string;
let config: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "built-"));
  [dataset, config] = [join(root, "dataset"), join(root, "config.json")];
  const splits = { train: randomInstances(300, 1), valid: randomInstances(20, 2) };
  writeDataset(dataset, { name: "random", language: "en", createdFrom: "a test" }, splits);
  writeFileSync(
    config,
    JSON.stringify(tinyOptions({ model: "seq2seq", threads: 2, batch: 2, epochs: 2 })),
  );
});
afterAll(() => rmSync(root, { recursive: true }));

const threadtag = (args: readonly string[]) => startBuilt(args).ended;

const train = (out: string, ...args: string[]) =>
  ["train", dataset, "--out", out, "--config", config].concat(args);

describe.skipIf(!IS_BUILT)("the built program (needs npm run build)", () => {
  it("trains in two threads to the same model twice, and after Ctrl-C and --resume", async () => {
    const [one, two, stopped] = ["one", "two", "stopped"].map((name) => join(root, name));
    for (const out of [one, two]) {
      const { code, err } = await threadtag(train(out));
      expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining("2 threads") });
    }
    expect(fingerprints(two)).toEqual(fingerprints(one));

    let sent = false;
    const run = startBuilt(train(stopped), (text) => {
      if (sent || !text.includes("Training")) return;
      sent = true;
      run.child.kill("SIGINT");
    });
    const interrupted = await run.ended;
    expect(interrupted).toMatchObject({ code: 1, out: "" });
    expect(interrupted.err).toMatch(/Stopping: saving a checkpoint/);
    expect(interrupted.err).toMatch(
      /stopped; go on with .*--resume:\n {2}threadtag train .* --resume/,
    );
    expect(readdirSync(stopped)).toContain(CHECKPOINT);

    const resumed = await threadtag(train(stopped, "--resume"));
    expect(resumed.code).toBe(0);
    expect(resumed.err).toMatch(/going on in epoch \d after \d+ posts/);
    expect(readdirSync(stopped)).not.toContain(CHECKPOINT);
    expect(fingerprints(stopped)).toEqual(fingerprints(one));
  });

  it("answers with the exit codes of its library", async () => {
    expect(await threadtag(["--version"])).toMatchObject({ code: 0, err: "" });
    expect(await threadtag(["train", join(root, "no"), "--out", join(root, "x")])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^threadtag: .*no: not a dataset folder/),
    });
  });
});
