import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/service.js";
import { ApiKeys, createKey } from "./api-keys.js";

function fileOf(...lines: string[]): string {
  const path = join(temporaryFolder(), "keys.txt");
  writeFileSync(path, lines.join("\n"));
  return path;
}

describe("API keys", () => {
  it("are known by their SHA-256 alone", () => {
    const { key, line } = createKey("our bot");
    expect(line).toBe(`${createHash("sha256").update(key).digest("hex")}  our bot`);
    expect(createKey("our bot").key).not.toBe(key);
  });

  it("let in who has one, by name", () => {
    const [first, second] = [createKey("first"), createKey("the second")];
    const keys = ApiKeys.read(fileOf("# who may ask", "", first.line, `  ${second.line}\r`));
    expect(keys.nameOf(first.key)).toBe("first");
    expect(keys.nameOf(second.key)).toBe("the second");
    const [hash] = first.line.split(" ");
    for (const wrong of ["", "wrong", `${first.key}x`, first.key.slice(1), hash as string]) {
      expect(keys.nameOf(wrong)).toBeUndefined();
    }
  });

  it.each([
    ["without a name", ["a".repeat(64)], /keys\.txt:1: expected a SHA-256/],
    ["with a key instead of its hash", ["# keys", "tt_secret  bot"], /keys\.txt:2: expected/],
    ["without any key", ["# none"], /keys\.txt: holds no key\. .*threadtag api-key/],
  ])("in a file %s are an error that says what to do", (_, lines, message) => {
    expect(() => ApiKeys.read(fileOf(...lines))).toThrow(message);
  });
});
