import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProcessLock } from "../../support/process-lock.js";
import { encodeRecord, type RunRecord } from "./run-record.js";
import { type RunSpec, runKey, trainingKey, versionOf } from "./run-spec.js";
import { RunStore } from "./run-store.js";

let root: string;
let warnings: string[];
let store: RunStore;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "runs-"));
  warnings = [];
  store = new RunStore(root, (message) => warnings.push(message));
});
afterEach(() => rmSync(root, { recursive: true }));

const SPEC: RunSpec = {
  dataset: "a".repeat(64),
  system: "random",
  settings: { rate: 0.1, size: 3 },
  seed: 1,
  split: "valid",
};

function recordOf(spec: RunSpec): RunRecord {
  return {
    version: versionOf(spec.system),
    spec,
    training: { seconds: 1.25, threads: 1 },
    suggesting: { seconds: 0.1, threads: 1, peakMemory: 100 },
    suggestions: [[{ words: ["a", "b"], score: 0.123456789012345 }], []],
  };
}

/** The file of the only record in the store. */
function recordFile(): string {
  const [folder] = readdirSync(root);
  return join(root, folder as string, "valid.json");
}

describe("a run's address", () => {
  it("depends on all that the run depends on, and not on the order of settings", () => {
    const keys = [
      SPEC,
      { ...SPEC, dataset: "b".repeat(64) },
      { ...SPEC, system: "lda" },
      { ...SPEC, settings: { rate: 0.1, size: 4 } },
      { ...SPEC, seed: 2 },
      { ...SPEC, split: "test" as const },
      { ...SPEC, hidden: { split: "valid" as const, share: 0.2, seed: 1 } },
    ].map(runKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(runKey({ ...SPEC, settings: { size: 3, rate: 0.1 } })).toBe(runKey(SPEC));
  });

  it("stays as it was for systems of the first version, and changes with the version of the system", () => {
    const key = trainingKey(SPEC);
    expect(versionOf(SPEC.system)).toBe(1);
    expect(key).toBe("0ffb6917c6dab4ecc0716c50437196f3");
    expect(trainingKey(SPEC, 1)).toBe(key);
    expect(trainingKey(SPEC, 2)).not.toBe(key);
    const fusion = { ...SPEC, system: "fusion" };
    expect(versionOf("fusion")).toBeGreaterThan(1);
    expect(trainingKey(fusion)).not.toBe(trainingKey(fusion, 1));
  });

  it("is that of the same training for every split", () => {
    expect(trainingKey({ ...SPEC, split: "test" })).toBe(trainingKey(SPEC));
  });
});

describe("RunStore", () => {
  it("finds what was saved, and nothing else", () => {
    expect(store.find(SPEC)).toBeUndefined();
    store.save(recordOf(SPEC));
    expect(store.find(SPEC)).toEqual(recordOf(SPEC));
    expect(store.find({ ...SPEC, seed: 2 })).toBeUndefined();
    expect(store.find({ ...SPEC, split: "test" })).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ["is cut short", (text) => text.slice(0, text.length / 2), /not valid JSON/],
    ["has another number in it", (text) => text.replace("0.123456", "0.223456"), /checksum/],
    ["is no record", () => "[]", /damaged/],
    [
      "is of another version",
      () => encodeRecord({ ...recordOf(SPEC), version: 7 }),
      /another version of its system/,
    ],
    ["is of another run", () => encodeRecord(recordOf({ ...SPEC, seed: 9 })), /of another run/],
  ])("makes a run again whose record %s", (_, change, why) => {
    store.save(recordOf(SPEC));
    const path = recordFile();
    writeFileSync(path, change(readFileSync(path, "utf8")));
    expect(store.find(SPEC)).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(why);
    expect(warnings[0]).toMatch(/valid\.json: damaged .* this run is made again\.$/);
    store.save(recordOf(SPEC));
    expect(store.find(SPEC)).toEqual(recordOf(SPEC));
  });

  it("forgets a run whose model is gone, but not one that has it", () => {
    store.save(recordOf(SPEC));
    mkdirSync(store.modelFolder(SPEC), { recursive: true });
    writeFileSync(join(store.modelFolder(SPEC), "manifest.json"), "{}");
    store.forgetWithoutModel(SPEC);
    expect(store.find(SPEC)).toBeDefined();
    store.dropModel(SPEC);
    store.forgetWithoutModel(SPEC);
    expect(store.find(SPEC)).toBeUndefined();
  });
});

describe("a run's lock", () => {
  it("is held by one at a time, for all splits of a training", () => {
    const lock = store.lock(SPEC);
    expect(lock).toBeDefined();
    expect(store.lock(SPEC)).toBeUndefined();
    expect(store.lock({ ...SPEC, split: "test" })).toBeUndefined();
    const other = store.lock({ ...SPEC, seed: 2 });
    expect(other).toBeDefined();
    lock!.release();
    const again = store.lock(SPEC);
    expect(again).toBeDefined();
    again!.release();
    other!.release();
  });

  it("is taken over from a process that has ended", () => {
    const path = join(root, "lock");
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const mine = ProcessLock.take(path)!;
    const holder = JSON.parse(readFileSync(path, "utf8"));
    mine.release();
    writeFileSync(path, JSON.stringify({ ...holder, pid }));
    const taken = ProcessLock.take(path);
    expect(taken).toBeDefined();
    expect(ProcessLock.take(path)).toBeUndefined();
    taken!.release();
    expect(readdirSync(root)).toEqual([]);
  });

  it("is taken over after a long silence, and not before", () => {
    const path = join(root, "lock");
    writeFileSync(path, JSON.stringify({ pid: 1, machine: "elsewhere", nonce: "x" }));
    expect(ProcessLock.take(path)).toBeUndefined();
    const before = new Date(Date.now() - 601_000);
    utimesSync(path, before, before);
    const taken = ProcessLock.take(path);
    expect(taken).toBeDefined();
    taken!.release();
  });

  it("of another is left alone on release", () => {
    const path = join(root, "lock");
    const lock = ProcessLock.take(path)!;
    writeFileSync(path, JSON.stringify({ pid: 1, machine: "elsewhere", nonce: "x" }));
    lock.release();
    expect(readdirSync(root)).toEqual(["lock"]);
  });
});
