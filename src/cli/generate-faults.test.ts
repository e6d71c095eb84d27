import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { jsonLines, useGenerate } from "../../test/generate-files.js";

const { at, files, generate, read } = useGenerate();

describe("threadtag generate skips records that cannot be read", () => {
  const bad = [
    '{"post":"w',
    "[1]",
    '{"post":7}',
    '{"post":"wb","replies":[7]}',
    '{"post":"wb","hashtags":1}',
  ];
  const text = ['{"post":"wb"}', ...bad, '{"post":"wc"}'].join("\n");

  it("and lists them", async () => {
    writeFileSync(at("in.jsonl"), text);
    writeFileSync(at("out.jsonl.rejected.jsonl"), "of an earlier run");
    const { code, out } = await generate(...files("in.jsonl", "out.jsonl"));
    expect(code).toBe(0);
    const list = at("out.jsonl.rejected.jsonl");
    expect(out).toMatch(new RegExp(`for 2 posts\\.\n5 records skipped; why: ${list}\n$`));
    const rejected = jsonLines(readFileSync(list, "utf8"));
    expect(rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "2: ends in the middle of a JSON value",
      "3: expected an object, got an array",
      '4: field "post": expected a string, got a number',
      '5: field "replies[0]": expected a string, got a number',
      '6: field "hashtags": is there already, in the place of suggestions',
    ]);
    expect(rejected[0]).toEqual({
      file: at("in.jsonl"),
      line: 2,
      reason: expect.any(String),
      text: '{"post":"w',
    });
    writeFileSync(at("in.jsonl"), '{"post":"wb"}');
    await generate(...files("in.jsonl", "out.jsonl"));
    expect(existsSync(list)).toBe(false);
  });

  it("or stops there", async () => {
    writeFileSync(at("in.jsonl"), text);
    const args = [...files("in.jsonl", "out.jsonl"), "--strict", "--batch", "1"];
    const { code, err } = await generate(...args);
    expect(code).toBe(2);
    expect(err).toMatch(/in\.jsonl:2: ends in the middle of a JSON value\. Mend or remove/);
    expect(err).toMatch(/out\.jsonl\.partial holds what was done; the same command goes on there/);
    expect(existsSync(at("out.jsonl"))).toBe(false);
    // Mended, the file has the same first record.
    writeFileSync(at("in.jsonl"), '{"post":"wb"}\n{"post":"wd"}\n{"post":"wc"}');
    const again = await generate(...args);
    expect(again.err).toMatch(/Going on behind 1 record\./);
    expect(jsonLines(read("out.jsonl")).map(({ post }) => post)).toEqual(["wb", "wd", "wc"]);
  });
});

describe("threadtag generate refuses", () => {
  it.each<[string, string, string[], RegExp]>([
    [
      "a table without the post",
      "text,replies\na,b\n",
      [],
      /has no "post"\. Name with --post-column .* "text", "replies"/,
    ],
    [
      "replies that are not there",
      "post\na\n",
      ["--reply-column", "r1"],
      /has no "r1"\. Name with --reply-column/,
    ],
    [
      "JSON without the post",
      '{"text":"a"}',
      [],
      /has no "post"\. Name with --post-column .* "text"/,
    ],
    [
      "hashtags that are there",
      "post,hashtags\na,b\n",
      [],
      /already has "hashtags".* --as, or .* --keep/,
    ],
    ["a column to keep that is none", "post\na\n", ["--keep", "id"], /has no column "id" to keep/],
    ["a table with a column twice", "post,a,a\nb,c,d\n", [], /two columns are called "a"/],
    [
      "wishes for words",
      '{"id":"1","post":["a"],"conversation":[]}',
      ["--block", "b"],
      /holds words, .* --block is for texts/,
    ],
    ["binary data", "\0\0\0\0", [], /binary data/],
    [
      "damaged gzip",
      gzipSync("post\nwb\n").subarray(0, 20).toString("latin1"),
      [],
      /gzip data are damaged/,
    ],
  ])("%s", async (_, content, args, message) => {
    writeFileSync(at("in"), content, "latin1");
    const { code, out, err } = await generate(...files("in", "out.jsonl"), ...args);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(readdirSync(at("."))).toEqual(["in"]);
  });

  it("an output that is a folder, and a list in the place of the input", async () => {
    writeFileSync(at("in.csv"), "post\nwb\n");
    mkdirSync(at("folder"));
    const { err } = await generate(...files("in.csv", "folder"));
    expect(err).toMatch(/folder: is not a file\. Name a file, or write to standard output/);
    const { err: list } = await generate(...files("in.csv", "out"), "--rejected", at("in.csv"));
    expect(list).toMatch(/--rejected .*in\.csv: is the input or the output/);
    expect(read("in.csv")).toBe("post\nwb\n");
  });

  it("an output that another run is writing", async () => {
    writeFileSync(at("in.csv"), "post\nwb\n");
    const lock = at("out.csv.partial.lock");
    writeFileSync(lock, JSON.stringify({ pid: 1, machine: "another", nonce: "1" }));
    const { code, err } = await generate(...files("in.csv", "out.csv"));
    expect(code).toBe(1);
    expect(err).toMatch(/out\.csv: another run is writing it/);
  });
});
