import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../support/errors.js";
import { readHashtagLines } from "./lines.js";

describe("readHashtagLines", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "threadtag-lines-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function file(content: string | Uint8Array): string {
    const path = join(folder, "tags.txt");
    writeFileSync(path, content);
    return path;
  }

  it("splits lines into hashtags and hashtags into words, spaces around ';' or not", () => {
    expect(readHashtagLines(file("aus open;tennis\n杉杉 来 吃 ; exo\n"))).toEqual([
      [["aus", "open"], ["tennis"]],
      [["杉杉", "来", "吃"], ["exo"]],
    ]);
  });

  it("keeps blank lines as posts without hashtags and drops empty hashtags", () => {
    expect(readHashtagLines(file("a\n\n ; b;;\n\n"))).toEqual([[["a"]], [], [["b"]], []]);
  });

  it("reads the last line with or without its newline, and Windows line ends", () => {
    expect(readHashtagLines(file("a\r\nb c"))).toEqual([[["a"]], [["b", "c"]]]);
    expect(readHashtagLines(file(""))).toEqual([]);
  });

  it.each([
    ["UTF-16", Buffer.from("a b\nc", "utf16le"), /tags\.txt: line 1 holds a NUL/],
    ["JSON lines", 'a\n{"id": "1"}\n', /tags\.txt: line 2 looks like JSON/],
    ["JSON lists", '[["a"]]\n', /tags\.txt: line 1 looks like JSON/],
    ["bytes that are not UTF-8", Buffer.from([0x61, 0x0a, 0xff]), /tags\.txt: line 2 is not valid/],
  ])("refuses %s, naming file and line", (_, content, message) => {
    const path = file(content);
    expect(() => readHashtagLines(path)).toThrow(UserError);
    expect(() => readHashtagLines(path)).toThrow(message);
  });

  it("names a file that is missing", () => {
    expect(() => readHashtagLines(join(folder, "absent.txt"))).toThrow(/absent\.txt/);
  });
});
