import { execFile } from "node:child_process";
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
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fillDisk, HAS_FULL_DEVICE } from "../../test/full-disk.js";
import { UserError } from "./errors.js";
import { readBytes, readText, writeAtomically, writeTogether } from "./files.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const errorOf = (action: () => unknown): UserError => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error("did not fail");
};

describe("readText", () => {
  const read = (bytes: Uint8Array): string => {
    writeFileSync(join(folder, "text"), bytes);
    return readText(join(folder, "text"));
  };

  it("reads UTF-8", () => {
    expect(read(Buffer.from("那个进球\n🎾"))).toBe("那个进球\n🎾");
  });

  it.each([
    ["in the first line", [0xff], 1],
    ["in the last line, without line end", [0x61, 0x0a, 0x0a, 0xc3], 3],
    ["behind a real replacement character", [0xef, 0xbf, 0xbd, 0x0a, 0xc3, 0x28, 0x0a], 2],
  ])("names the line of an invalid byte %s", (_, bytes, line) => {
    const { message, exitCode } = errorOf(() => read(Uint8Array.from(bytes)));
    expect(message).toContain(`text: line ${line} is not valid UTF-8. Convert`);
    expect(exitCode).toBe(2);
  });
});

describe("readBytes", () => {
  it("names a missing file and a folder", () => {
    expect(errorOf(() => readBytes(join(folder, "no"))).message).toMatch(
      /no: no such file\. Check/,
    );
    expect(errorOf(() => readBytes(folder)).message).toMatch(/: is a folder\. Check/);
  });
});

describe("writeAtomically", () => {
  it("makes the folders above, replaces what is there and leaves nothing else", () => {
    const path = join(folder, "a", "b", "file");
    writeAtomically(path, "old");
    writeAtomically(path, Uint8Array.of(1, 2, 3));
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(readdirSync(join(folder, "a", "b"))).toEqual(["file"]);
  });

  it.skipIf(!HAS_FULL_DEVICE)("keeps the old content when the disk is full", () => {
    const path = join(folder, "file");
    writeAtomically(path, "old");
    fillDisk(path);
    const { message, exitCode } = errorOf(() => writeAtomically(path, "new"));
    expect(message).toMatch(/file: could not be written \(ENOSPC.*unchanged; free some space/);
    expect(exitCode).toBe(1);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("names a path that is a folder and leaves the folder alone", () => {
    mkdirSync(join(folder, "taken"));
    writeFileSync(join(folder, "taken", "inside"), "old");
    expect(errorOf(() => writeAtomically(join(folder, "taken"), "new")).message).toMatch(
      /taken: could not be written/,
    );
    expect(readdirSync(folder)).toEqual(["taken"]);
    expect(readFileSync(join(folder, "taken", "inside"), "utf8")).toBe("old");
  });

  it.each(["file/below", "file/further/below"])("names %s, which lies below a file", (path) => {
    writeFileSync(join(folder, "file"), "old");
    expect(errorOf(() => writeAtomically(join(folder, path), "new")).message).toMatch(
      /below: could not be written \((?:ENOTDIR|ENOENT|EEXIST)/,
    );
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("old");
  });

  it.skipIf(!existsSync("/proc/self"))("fails at once where no folder can be made", () => {
    expect(errorOf(() => writeAtomically("/proc/threadtag/a/file", "new")).message).toMatch(
      /file: could not be written/,
    );
  });

  it("never shows a reader half a file", async () => {
    const path = join(folder, "file");
    const sizes = [1_000_000, 2_000_000];
    writeAtomically(path, Buffer.alloc(sizes[0]));
    const reader = `
      const { readFileSync } = require("node:fs");
      const sizes = new Set();
      for (let i = 0; i < 300; i++) sizes.add(readFileSync(${JSON.stringify(path)}).length);
      console.log(JSON.stringify([...sizes]));`;
    const reading = promisify(execFile)(process.execPath, ["-e", reader]);
    let seen: number[] | undefined;
    reading.then(({ stdout }) => {
      seen = JSON.parse(stdout);
    });
    for (let i = 1; !seen; i++) {
      writeAtomically(path, Buffer.alloc(sizes[i % 2]));
      await setImmediate();
    }
    expect(sizes).toEqual(expect.arrayContaining(seen));
  });
});

describe("writeTogether", () => {
  it("writes all files", () => {
    const [a, b] = [join(folder, "a"), join(folder, "more", "b")];
    writeTogether({ [a]: "1", [b]: "2" });
    expect([a, b].map((path) => readFileSync(path, "utf8"))).toEqual(["1", "2"]);
    expect(readdirSync(folder)).toEqual(["a", "more"]);
  });

  it.skipIf(!HAS_FULL_DEVICE)("writes none when the disk is full at the last", () => {
    const [a, b] = [join(folder, "a"), join(folder, "b")];
    writeTogether({ [a]: "old a", [b]: "old b" });
    fillDisk(b);
    const { message } = errorOf(() => writeTogether({ [a]: "new a", [b]: "new b" }));
    expect(message).toMatch(/b: could not be written \(ENOSPC/);
    expect([a, b].map((path) => readFileSync(path, "utf8"))).toEqual(["old a", "old b"]);
    expect(readdirSync(folder)).toEqual(["a", "b"]);
  });
});
