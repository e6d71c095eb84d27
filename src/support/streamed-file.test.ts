import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fillDisk, HAS_FULL_DEVICE } from "../../test/full-disk.js";
import { UserError } from "./errors.js";
import { StreamedFile } from "./streamed-file.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "streamed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, "new", "file");

it("takes its place when it is renamed, not before", () => {
  const file = new StreamedFile(path());
  // Longer than what is collected before it is written.
  const pieces = Array.from({ length: 30 }, (_, i) => `${i} é`.repeat(20_000));
  for (const piece of pieces) file.write(piece);
  file.finish();
  expect(readdirSync(join(folder, "new"))).toHaveLength(1);
  expect(readFileSync(file.temporaryPath, "utf8")).toBe(pieces.join(""));
  file.rename();
  expect(readFileSync(path(), "utf8")).toBe(pieces.join(""));
  expect(readdirSync(join(folder, "new"))).toEqual(["file"]);
});

it("takes text and bytes in turns", () => {
  const file = new StreamedFile(path());
  for (const content of ["é", Uint8Array.of(0, 255), "a", "b", Uint8Array.of(7)]) {
    file.write(content);
  }
  file.finish();
  file.rename();
  expect([...readFileSync(path())]).toEqual([0xc3, 0xa9, 0, 255, 0x61, 0x62, 7]);
});

it("leaves what was there when it is discarded, finished or not", () => {
  new StreamedFile(path()).discard();
  writeFileSync(path(), "old");
  for (const finish of [true, false]) {
    const file = new StreamedFile(path());
    file.write("new");
    if (finish) file.finish();
    file.discard();
    expect(readdirSync(join(folder, "new"))).toEqual(["file"]);
    expect(readFileSync(path(), "utf8")).toBe("old");
  }
});

it("does not close a file that got its number afterwards", () => {
  const file = new StreamedFile(path());
  file.finish();
  const other = openSync(join(folder, "other"), "w");
  file.discard();
  writeSync(other, "written");
  closeSync(other);
  expect(readFileSync(join(folder, "other"), "utf8")).toBe("written");
});

it.skipIf(!HAS_FULL_DEVICE)("says that the disk is full (needs /dev/full)", () => {
  const full = join(folder, "file");
  fillDisk(full);
  const file = new StreamedFile(full);
  file.write("content");
  expect(() => file.finish()).toThrow(UserError);
  file.discard();
  expect(readdirSync(folder)).toEqual([]);
});

it("refuses a folder that cannot be made", () => {
  writeFileSync(join(folder, "new"), "a file");
  expect(() => new StreamedFile(path())).toThrow(/could not be written .*choose another folder/);
});
