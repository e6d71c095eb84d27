import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { UserError } from "./errors.js";
import { readJson } from "./json.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "json-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("readJson", () => {
  const schema = z.object({ name: z.string(), sizes: z.array(z.object({ width: z.int() })) });
  const read = (text: string) => {
    writeFileSync(join(folder, "file.json"), text);
    return readJson(join(folder, "file.json"), schema, "Make it again.");
  };

  it("returns what the schema describes, without unknown fields", () => {
    expect(read('{"name": "a", "sizes": [{"width": 1}], "more": 2}')).toEqual({
      name: "a",
      sizes: [{ width: 1 }],
    });
  });

  it.each([
    ["{", /file\.json: not valid JSON \(.+\)\. Make it again\.$/],
    ["", /file\.json: not valid JSON \(.+\)\. Make it again\.$/],
    ["[]", /file\.json: [^"]*expected object.*\. Make it again\.$/],
    ['{"sizes": []}', /file\.json: field "name": .*string.*\. Make it again\.$/],
    [
      '{"name": "a", "sizes": [{"width": 1}, {"width": 1.5}]}',
      /field "sizes\[1\]\.width": .*int.*\. Make it again\.$/,
    ],
  ])("names the file, the field and the remedy for %j", (text, message) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(message);
  });

  it("names a missing file", () => {
    expect(() => readJson(join(folder, "no.json"), schema, "")).toThrow(/no\.json: no such file/);
  });
});
