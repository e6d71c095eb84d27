import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { writeDataset } from "./dataset-writer.js";
import { readDataset, readDatasetInfo, refuseExisting } from "./folder.js";
import type { Instance } from "./instance.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dataset-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DESCRIPTION = { name: "tiny", language: "en", createdFrom: "a test" } as const;
const full: Instance = {
  id: "1",
  post: ["a", "b"],
  conversation: [],
  hashtags: [["aus", "open"]],
  text: "A b\u2028 #AusOpen",
  replies: [],
  surface: ["AusOpen"],
};
const plain: Instance = { id: "2", post: ["é", "中"], conversation: ["c"], hashtags: [["d"]] };

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
}

function expectUserError(work: () => unknown, message: RegExp): void {
  expect(work).toThrow(UserError);
  expect(work).toThrow(message);
}

describe("writeDataset and readDataset", () => {
  it("gives back what was written", () => {
    const info = writeDataset(
      folder,
      { ...DESCRIPTION, seed: 3 },
      { train: [full, plain], valid: [plain] },
    );
    expect(info).toMatchObject({ name: "tiny", seed: 3, counts: { train: 2, valid: 1 } });
    expect(readDataset(folder)).toEqual({ info, train: [full, plain], valid: [plain], test: [] });
    expect(readDatasetInfo(folder)).toEqual(info);
    expect(readdirSync(folder).sort()).toEqual(["dataset.json", "train.jsonl", "valid.jsonl"]);
  });

  it("reads only the splits asked for", () => {
    writeDataset(folder, DESCRIPTION, { train: [full], valid: [plain] });
    const dataset = readDataset(folder, ["valid"]);
    expect(dataset.valid).toEqual([plain]);
    expect(dataset).not.toHaveProperty("train");
  });

  it("reads lines that are longer than a piece of the file", () => {
    const long = {
      ...plain,
      conversation: Array.from({ length: 120_000 }, (_, i) => `回复${i}回复`),
    };
    writeDataset(folder, DESCRIPTION, { train: [full, long, plain] });
    expect(readDataset(folder, ["train"]).train).toEqual([full, long, plain]);
  });

  it("hashes what the split files hold, not when or under which name they were written", () => {
    const hash = (splits: Parameters<typeof writeDataset>[2], name = "x") =>
      writeDataset(folder, { ...DESCRIPTION, name }, splits).hash;
    const first = hash({ train: [full, plain] });
    expect(hash({ train: [full, plain] }, "y")).toBe(first);
    expect(hash({ train: [plain, full] })).not.toBe(first);
  });

  it("replaces a dataset and leaves other files alone", () => {
    writeFileSync(join(folder, "notes.txt"), "mine");
    writeDataset(folder, DESCRIPTION, { train: [full], test: [plain] });
    writeDataset(folder, DESCRIPTION, { train: [plain] });
    expect(readdirSync(folder).sort()).toEqual(["dataset.json", "notes.txt", "train.jsonl"]);
    expect(readDataset(folder, ["train"]).train).toEqual([plain]);
  });

  it("leaves the old dataset whole when the new one cannot be written", () => {
    writeDataset(folder, DESCRIPTION, { train: [full] });
    const broken = {
      ...plain,
      toJSON: () => {
        throw new Error("disk full");
      },
    };
    expect(() => writeDataset(folder, DESCRIPTION, { train: [plain], valid: [broken] })).toThrow();
    expect(readDataset(folder).train).toEqual([full]);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe("readDataset refuses", () => {
  beforeEach(() => {
    writeDataset(folder, DESCRIPTION, { train: [full, plain] });
  });

  it("a folder that is no dataset, and says how to make one", () => {
    const other = join(folder, "other");
    expectUserError(() => readDataset(other), /other: not a dataset folder.*threadtag prepare/);
  });

  it("a split that is not there, and says how to make one", () => {
    expectUserError(() => readDataset(folder, ["train", "valid"]), /no valid split.*--seed/);
  });

  it.each([
    ["not JSON", "{", /train\.jsonl:2: not valid JSON/],
    [
      "a missing field",
      '{"id":"2","post":["a"],"hashtags":[["b"]]}',
      /train\.jsonl:2: field "conversation"/,
    ],
    [
      "an empty post",
      '{"id":"2","post":[],"conversation":[],"hashtags":[["b"]]}',
      /:2: field "post"/,
    ],
    [
      "no hashtags",
      '{"id":"2","post":["a"],"conversation":[],"hashtags":[]}',
      /:2: field "hashtags"/,
    ],
    [
      "a word with a space",
      '{"id":"2","post":["a"],"conversation":[],"hashtags":[["b","c d"]]}',
      /:2: field "hashtags\[0\]\[1\]": expected a word/,
    ],
    [
      "a wrong type",
      '{"id":2,"post":["a"],"conversation":[],"hashtags":[["b"]]}',
      /:2: field "id"/,
    ],
  ])("a line with %s, naming it", (_, line, message) => {
    edit("train.jsonl", (text) => `${text.split("\n")[0]}\n${line}\n`);
    expectUserError(() => readDataset(folder), message);
  });

  it("a line that is not UTF-8, naming it", () => {
    writeFileSync(join(folder, "train.jsonl"), Buffer.from([0x0a, 0x0a, 0xff]));
    expectUserError(() => readDataset(folder), /train\.jsonl:3: not valid UTF-8/);
  });

  it("files that were changed since, although each line is sound", () => {
    edit("train.jsonl", (text) => text.replace('"a"', '"z"'));
    expectUserError(() => readDataset(folder), /files were changed.*[0-9a-f]{64}/);
  });

  it("accepts a change whose hash was put into dataset.json", () => {
    edit("train.jsonl", (text) => text.replace('"a"', '"z"'));
    let hash = "";
    try {
      readDataset(folder);
    } catch (error) {
      hash = /[0-9a-f]{64}/.exec(String(error))?.[0] ?? "";
    }
    edit("dataset.json", (text) => text.replace(/[0-9a-f]{64}/, hash));
    expect(readDataset(folder).train[0]?.post).toEqual(["z", "b"]);
  });

  it("a split file that is gone", () => {
    rmSync(join(folder, "train.jsonl"));
    expectUserError(() => readDataset(folder), /train\.jsonl: cannot be read/);
  });

  it.each([
    ["damaged", (text: string) => text.slice(0, 20), /dataset\.json: not valid JSON/],
    [
      "of another version",
      (text: string) => text.replace('"version": 1', '"version": 2'),
      /field "version": made for another version/,
    ],
    [
      "of something else",
      (text: string) => text.replace("threadtag-dataset", "x"),
      /field "format"/,
    ],
  ])("a dataset.json that is %s", (_, change, message) => {
    edit("dataset.json", change);
    expectUserError(() => readDataset(folder), message);
  });
});

describe("refuseExisting", () => {
  it("accepts a folder that is absent or empty", () => {
    mkdirSync(join(folder, "empty"));
    refuseExisting(join(folder, "empty"));
    refuseExisting(join(folder, "absent"));
    expect(existsSync(join(folder, "absent"))).toBe(false);
  });

  it("refuses a folder with content and a file", () => {
    writeFileSync(join(folder, "file"), "");
    expectUserError(() => refuseExisting(folder), /--force/);
    expectUserError(() => refuseExisting(join(folder, "file")), /is a file/);
  });
});
