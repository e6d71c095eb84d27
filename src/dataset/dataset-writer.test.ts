import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fillDisk, HAS_FULL_DEVICE } from "../../test/full-disk.js";
import { UserError } from "../support/errors.js";
import { DatasetWriter, writeDataset } from "./dataset-writer.js";
import { readDataset } from "./folder.js";
import type { Instance } from "./instance.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "writer-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DESCRIPTION = { name: "tiny", language: "en", createdFrom: "a test" } as const;
const instance = (id: string): Instance => ({
  id,
  post: ["a"],
  conversation: [],
  hashtags: [["b"]],
});

it("writes instance by instance what writeDataset writes at once", () => {
  const writer = new DatasetWriter(folder);
  // The splits may come in any order.
  for (const [split, id] of [
    ["test", "1"],
    ["train", "2"],
    ["test", "3"],
  ] as const) {
    writer.add(split, JSON.stringify(instance(id)));
  }
  expect(writer.counts).toEqual({ test: 2, train: 1 });
  const info = writer.finish(DESCRIPTION, { "README.md": "# tiny\n" });
  expect(readdirSync(folder).sort()).toEqual([
    "README.md",
    "dataset.json",
    "test.jsonl",
    "train.jsonl",
  ]);
  expect(readFileSync(join(folder, "README.md"), "utf8")).toBe("# tiny\n");
  const { train, test } = readDataset(folder);
  expect([train, test]).toEqual([[instance("2")], [instance("1"), instance("3")]]);
  const splits = { train: [instance("2")], test: [instance("1"), instance("3")] };
  expect(writeDataset(join(folder, "other"), DESCRIPTION, splits)).toEqual(info);
});

it("takes the card and the words of a dataset that it replaces away", () => {
  for (const name of ["README.md", "words.json", "notes.txt"]) {
    writeFileSync(join(folder, name), "not of a dataset");
  }
  writeDataset(folder, DESCRIPTION, { train: [instance("1")] });
  expect(readdirSync(folder)).toContain("README.md");
  writeDataset(folder, DESCRIPTION, { train: [instance("2")] });
  expect(readdirSync(folder).sort()).toEqual(["dataset.json", "notes.txt", "train.jsonl"]);
});

it("leaves nothing when it is discarded", () => {
  const writer = new DatasetWriter(folder);
  writer.add("train", "{}");
  writer.discard();
  expect(readdirSync(folder)).toEqual([]);
});

it.skipIf(!HAS_FULL_DEVICE).each(["train.jsonl", "README.md", "dataset.json"])(
  "leaves the old dataset whole when the disk is full at %s (needs /dev/full)",
  (name) => {
    writeDataset(folder, DESCRIPTION, { train: [instance("old")] });
    const before = readdirSync(folder).sort();
    fillDisk(join(folder, name));
    const writer = new DatasetWriter(folder);
    const write = () => {
      writer.add("train", JSON.stringify(instance("new")));
      writer.finish(DESCRIPTION, { "README.md": "new" });
    };
    expect(write).toThrow(UserError);
    writer.discard();
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(readDataset(folder).train).toEqual([instance("old")]);
  },
);
