import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { type EpochRecord, readHistory, writeHistory } from "./history.js";

const record: EpochRecord = {
  epoch: 1,
  trainingLoss: 6.25,
  validationLoss: 5.5,
  learningRate: 0.001,
  seconds: 12.5,
  postsPerSecond: 320,
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "history-"));
  path = join(folder, "history.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("history", () => {
  it("survives writing and reading", () => {
    const records = [record, { ...record, epoch: 2, trainingLoss: 4.75 }];
    writeHistory(path, [record]);
    writeHistory(path, records);
    expect(readHistory(path)).toEqual(records);
  });

  it.each([
    ["[{", "not valid JSON"],
    ["{}", "expected array"],
    [JSON.stringify([record, { ...record, epoch: 0 }]), 'field "[1].epoch"'],
    [JSON.stringify([{ ...record, trainingLoss: Number.NaN }]), 'field "[0].trainingLoss"'],
    [JSON.stringify([{ ...record, learningRate: 0 }]), 'field "[0].learningRate"'],
  ])("refuses %s", (text, complaint) => {
    writeFileSync(path, text);
    const read = () => readHistory(path);
    expect(read).toThrow(UserError);
    expect(read).toThrow(`${path}: `);
    expect(read).toThrow(complaint);
  });

  it("names a missing file", () => {
    expect(() => readHistory(path)).toThrow(`${path}: no such file`);
  });
});
