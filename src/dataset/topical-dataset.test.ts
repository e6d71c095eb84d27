import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../support/random.js";
import { writeDataset } from "./dataset-writer.js";
import { readDataset, readDatasetInfo } from "./folder.js";
import type { Instance } from "./instance.js";
import { leaveOutOfDataset, plainCard } from "./topical-dataset.js";

const SAMPLE = readDataset(fileURLToPath(new URL("../../examples/sample", import.meta.url)));
const TAG = ["now", "playing"];
const DESCRIPTION = { name: "d", language: "en", createdFrom: "a test" } as const;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "topical-dataset-"));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Puts a hashtag on 15% of the posts at random, in front of others as often as behind them. */
function plant(instances: readonly Instance[], seed: number): Instance[] {
  const random = new Random(seed);
  return instances.map((instance) => {
    if (random.below(100) >= 15) return instance;
    const { hashtags, surface = [] } = instance;
    return random.below(2)
      ? { ...instance, hashtags: [...hashtags, TAG], surface: [...surface, "#NowPlaying"] }
      : { ...instance, hashtags: [TAG, ...hashtags], surface: ["#NowPlaying", ...surface] };
  });
}

/** A dataset folder with splits of instances. */
function write(name: string, splits: Parameters<typeof writeDataset>[2], seed?: number): string {
  const folder = join(root, name);
  const steps = [{ step: "instances", posts: 1 }];
  writeDataset(folder, { ...DESCRIPTION, steps, ...(seed !== undefined && { seed }) }, splits);
  return folder;
}

const planted = () => ({
  train: plant(SAMPLE.train, 1),
  valid: plant(SAMPLE.valid, 2),
  test: plant(SAMPLE.test, 3),
});

describe("leaveOutOfDataset", () => {
  it.each([1, 2])("takes a planted hashtag out, and nothing else (seed %i)", (seed) => {
    const folder = write(`planted-${seed}`, planted(), seed);
    const { leftOut } = leaveOutOfDataset(folder, 0.6, plainCard);
    expect([...leftOut.keys()]).toEqual(["now playing"]);
    expect(leftOut.get("now playing")).toBeGreaterThan(0.4);
    // Byte for byte: the hash is that of the sample before.
    expect(readDatasetInfo(folder)).toMatchObject({ seed, hash: SAMPLE.info.hash });
  });

  it("drops posts that have no other hashtag, and counts them in steps and card", () => {
    const bare = (instance: Instance, id: string) => ({ ...instance, id, hashtags: [TAG] });
    const splits = planted();
    const without = splits.train.slice(0, 30).map(({ surface, ...each }) => each);
    const folder = write("dropped", {
      ...splits,
      train: [...splits.train, ...without.map((each, i) => bare(each, `bare-${i}`))],
      test: [bare(without[0], "bare-test")],
    });
    const before = readDatasetInfo(folder);
    const { info } = leaveOutOfDataset(folder, 0.6, plainCard);
    expect(readDataset(folder)).toEqual({
      info,
      train: SAMPLE.train,
      valid: SAMPLE.valid,
      test: [],
    });
    expect(info).toEqual({
      ...before,
      counts: { train: 1485, valid: 186 },
      hash: info.hash,
      steps: [
        { step: "instances", posts: 1 },
        { step: "hashtags of a topicality below 0.6, taken out", posts: 1 },
        { step: "left out: only such hashtags", posts: 31 },
        { step: "instances that keep a hashtag", posts: 1671 },
      ],
    });
    const card = readFileSync(join(folder, "README.md"), "utf8");
    expect(card).toMatch(/^# d\n\nA dataset for threadtag, made from a test\.\n\n## Hashtags/);
    expect(card).toMatch(/topicality below 0\.6 were taken out of every split: 1 of them/);
    expect(card).toMatch(/other hashtag: 31\.\n\n {4}0\.[45]\d\d {2}now playing\n$/);
  });

  it("asks training posts only", () => {
    const onTraining = { ...SAMPLE, train: plant(SAMPLE.train, 1) };
    const onOthers = { ...planted(), train: SAMPLE.train };
    const [training, others] = [onTraining, onOthers].map((splits, i) => {
      const { train, valid, test } = splits;
      const folder = write(`one-${i}`, { train, valid, test });
      return { folder, ...leaveOutOfDataset(folder, 0.6, plainCard) };
    });
    expect(training.leftOut.size).toBe(1);
    expect(others.leftOut.size).toBe(0);
    const { valid, test } = readDataset(others.folder);
    expect({ valid, test }).toEqual({ valid: onOthers.valid, test: onOthers.test });
  });

  it("keeps other files and every post where all hashtags have a topic", () => {
    const { train, valid, test } = SAMPLE;
    const folder = write("topical", { train, valid, test });
    writeFileSync(join(folder, "notes.txt"), "mine");
    const { info, leftOut } = leaveOutOfDataset(folder, 0.6, (description, counts) =>
      JSON.stringify([description.steps?.at(-1), counts]),
    );
    expect(leftOut.size).toBe(0);
    expect(info.hash).toBe(SAMPLE.info.hash);
    expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("mine");
    expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(
      /^\[\{"step":"instances that keep a hashtag","posts":1857\},\{"train":1485,"valid":186,"test":186\}\]\n## /,
    );
  });

  it("refuses to leave nothing, and leaves the folder as it was", () => {
    const train = SAMPLE.train.map((each, i) => ({ ...each, hashtags: [[`t${i % 2}`]] }));
    const folder = write("nothing", { train: train.map(({ surface, ...each }) => each) });
    const files = () =>
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]);
    const before = files();
    expect(() => leaveOutOfDataset(folder, 0.9, plainCard)).toThrow(
      /--topical 0\.9: no training post would keep a hashtag\. Give a lower topicality/,
    );
    expect(files()).toEqual(before);
  });
});
