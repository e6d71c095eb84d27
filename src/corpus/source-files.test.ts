import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asNobody, CAN_BE_NOBODY } from "../../test/as-nobody.js";
import { UserError } from "../support/errors.js";
import { sourceFiles } from "./source-files.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sources-"));
  mkdirSync(join(folder, "deep", "er"), { recursive: true });
  mkdirSync(join(folder, "empty"));
  for (const name of ["b.jsonl", "a.csv", "notes.txt", "deep/c.NDJSON.gz", "deep/er/d.json"]) {
    writeFileSync(join(folder, name), "");
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const paths = (sources: readonly string[]) => sourceFiles(sources).paths;
const at = (...names: string[]) => names.map((name) => join(folder, name));

describe("sourceFiles finds", () => {
  it("a file itself, whatever its name, and standard input", () => {
    expect(paths([...at("notes.txt"), "-"])).toEqual([...at("notes.txt"), "-"]);
  });

  it("the record files of a folder at any depth, in the order of their names", () => {
    expect(paths([folder])).toEqual(at("a.csv", "b.jsonl", "deep/c.NDJSON.gz", "deep/er/d.json"));
  });

  it("what a pattern matches", () => {
    expect(paths([join(folder, "*.{csv,jsonl}")])).toEqual(at("a.csv", "b.jsonl"));
    expect(paths([join(folder, "**/*.json")])).toEqual(at("deep/er/d.json"));
  });

  it("a file whose name looks like a pattern", () => {
    writeFileSync(join(folder, "[1].json"), "");
    expect(paths(at("[1].json"))).toEqual(at("[1].json"));
  });

  it("each file once, in the order of the sources", () => {
    expect(paths([...at("b.jsonl"), folder, ...at("b.jsonl")])[0]).toBe(at("b.jsonl")[0]);
    expect(paths([...at("b.jsonl"), folder])).toHaveLength(4);
  });
});

it("sourceFiles tells files that are named themselves, also beside their folder", () => {
  const sources = [folder, ...at("*.csv", "b.jsonl"), "-"];
  expect(sourceFiles(sources).named).toEqual(new Set([...at("b.jsonl"), "-"]));
  expect(sourceFiles(sources).paths).toHaveLength(5);
});

describe("sourceFiles refuses, naming the source,", () => {
  it.each([
    ["none.json", /none\.json: no such file or folder\. Check the path/],
    ["empty", /empty: no file of records there .*\.jsonl/],
    ["*.xml", /\*\.xml: no file of records there/],
  ])("%s", (name, message) => {
    expect(() => paths(at(name))).toThrow(UserError);
    expect(() => paths(at(name))).toThrow(message);
  });

  it.skipIf(!CAN_BE_NOBODY)("a folder without permission (needs root)", async () => {
    await asNobody({ [folder]: 0o755, [join(folder, "deep")]: 0o700 }, () => {
      expect(() => paths([folder])).toThrow(/deep: cannot be read .*permissions/);
    });
    await asNobody({ [folder]: 0o700 }, () => {
      expect(() => paths(at("b.jsonl"))).toThrow(UserError);
      expect(() => paths(at("b.jsonl"))).toThrow(/b\.jsonl: .*permissions/);
    });
  });
});
