import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { threadtag } from "../../test/run-cli.js";
import { Store } from "../corpus/store.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-import-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const line = (id: number, others: object = {}) =>
  `${JSON.stringify({ id: String(id), text: `text ${id}`, ...others })}\n`;

function write(name: string, content: string): string {
  writeFileSync(at(name), content);
  return at(name);
}

/** Imports into the store of the test. */
const importInto = (...args: string[]) => threadtag("import", ...args, "--store", at("c.duckdb"));

/** Columns of the posts in the store. */
async function stored(columns: string): Promise<unknown[]> {
  const store = await Store.open(at("c.duckdb"), { mustExist: true });
  const rows = await store.rowsOf(`SELECT ${columns} FROM posts ORDER BY length(id), id`);
  store.close();
  return rows.map((row) => Object.values(row));
}

describe("threadtag import", () => {
  it("reads files, folders and patterns, and says what they held", async () => {
    mkdirSync(at("folder"));
    write("folder/a.jsonl", line(1) + line(2));
    write("folder/b.json", `[${line(2)},${line(3)}]`);
    write("c1.csv", "id,微博正文\n4,four\n");
    const { code, out, err } = await importInto(at("folder"), at("c*.csv"));
    expect(code).toBe(0);
    const named = err.split("\n").filter((each) => each.startsWith(folder));
    expect(named).toEqual([
      `${at("folder/a.jsonl")}: jsonl`,
      `${at("folder/b.json")}: jsonl`,
      `${at("c1.csv")}: weibo-csv`,
    ]);
    expect(out).toMatch(/^ +records +posts +new +known +rejected\n/);
    expect(out).toMatch(/^jsonl +4 +4 +3 +1 +0$/m);
    expect(out).toMatch(/^weibo-csv +1 +1 +1 +0 +0$/m);
    expect(out).toMatch(/^all +5 +5 +4 +1 +0$/m);
    expect(out).toContain(`Next: threadtag prepare --store ${at("c.duckdb")} --out DATASET\n`);
    expect(await stored("id")).toEqual([["1"], ["2"], ["3"], ["4"]]);
  });

  it("prints JSON, and adds nothing twice", async () => {
    const source = write("a.jsonl", line(1));
    await importInto(source);
    write("a.jsonl", line(1) + line(2));
    const { out } = await importInto(source, "--json");
    expect(JSON.parse(out)).toEqual([
      {
        source,
        format: "jsonl",
        records: 2,
        rejected: 0,
        posts: 2,
        added: 1,
        duplicates: 1,
        future: 0,
      },
    ]);
  });

  it("reads the archive of an account", async () => {
    const tweet = { id: "1", full_text: "one", created_at: "Wed Jan 07 11:07:51 +0000 2015" };
    const items = [{ tweet }, { tweet: { ...tweet, id: "2", in_reply_to_status_id: "1" } }];
    write("tweets.js", `window.YTD.tweets.part0 = ${JSON.stringify(items, null, 2)}`);
    const { code, err } = await importInto(at("tweets.js"));
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining("twitter-v1") });
    expect(await stored("id, in_reply_to")).toEqual([
      ["1", null],
      ["2", "1"],
    ]);
  });

  it("reads any table with --map", async () => {
    write("t.csv", 'who,says,answers\r\nann,"two\r\nlines #tag",one;two\r\n');
    const maps = ["--map", "says=text", "--map", "answers=replies", "--map", "who=author"];
    const args = [...maps, "--separator", ";", "--platform", "mastodon"];
    expect((await importInto(at("t.csv"), ...args)).code).toBe(0);
    expect(await stored("source, author, text")).toEqual([
      ["mastodon", "ann", "two\r\nlines #tag"],
      ["mastodon", null, "one"],
      ["mastodon", null, "two"],
    ]);
  });

  it("tells the statuses of one Mastodon server from those of another", async () => {
    const status = { id: "2", in_reply_to_id: "1", content: "x", account: { acct: "ann" } };
    const source = write("statuses.json", JSON.stringify([status]));
    for (const server of ["https://one.example", "https://two.example", "https://one.example/"]) {
      expect((await importInto(source, "--server", server)).code).toBe(0);
    }
    expect(await stored("id, in_reply_to, author")).toEqual([
      ["one.example/2", "one.example/1", "ann@one.example"],
      ["two.example/2", "two.example/1", "ann@two.example"],
    ]);
  });

  it("makes the folder of the store", async () => {
    const path = at("stores/new/c.duckdb");
    const source = write("a.jsonl", `${line(1)}{\n`);
    expect((await threadtag("import", source, "--store", path)).code).toBe(0);
    expect(existsSync(path)).toBe(true);
    expect(existsSync(at("stores/new/rejected.jsonl"))).toBe(true);
  });

  it("skips records that cannot be read, and lists them by the store", async () => {
    const source = write("a.jsonl", `${line(1)}{"id":9007199254740993,"text":"x"}\n${line(3)}`);
    const { code, out } = await importInto(source);
    expect(code).toBe(0);
    expect(out).toContain(`1 records were skipped; why: ${at("rejected.jsonl")}\n`);
    const [entry] = readFileSync(at("rejected.jsonl"), "utf8").split("\n");
    expect(JSON.parse(entry)).toEqual({
      file: source,
      line: 2,
      reason: expect.stringContaining("write ids as strings"),
      text: '{"id":9007199254740993,"text":"x"}',
    });
    expect(await stored("id")).toEqual([["1"], ["3"]]);
  });

  it("lists them elsewhere with --rejected, behind those of earlier imports", async () => {
    const source = write("a.jsonl", `${line(1)}{\n`);
    for (let i = 0; i < 2; i++) await importInto(source, "--rejected", at("list"));
    expect(readFileSync(at("list"), "utf8").trimEnd().split("\n")).toHaveLength(2);
    expect(existsSync(at("rejected.jsonl"))).toBe(false);
  });

  it("stops at the first of them with --strict, keeping nothing of the file", async () => {
    const source = write("a.jsonl", `${line(1)}{"id":"2"}\n${line(3)}`);
    const { code, out, err } = await importInto(source, "--strict");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/a\.jsonl:2: field "text".*without --strict, which skips/);
    expect(await stored("id")).toEqual([]);
    expect(existsSync(at("rejected.jsonl"))).toBe(false);
  });
});

describe("a file of no known format", () => {
  beforeEach(() => {
    mkdirSync(at("dump"));
    write("dump/a.jsonl", line(1));
    write("dump/counts.json", '{"posts": 1}');
    write("dump/z.jsonl", line(2));
  });

  it.each(["dump", "dump/*.json*"])("is passed over in %s, with a warning", async (source) => {
    const { code, out, err } = await importInto(at(source));
    expect(code).toBe(0);
    expect(err).toMatch(/^.*dump\/counts\.json: skipped, no known format .*--format.*$/m);
    expect(out).toMatch(/^jsonl +2 +2 +2 +0 +0$/m);
    expect(await stored("id")).toEqual([["1"], ["2"]]);
  });

  it.each([
    ["--strict", ["--strict"]],
    ["its own name", ["dump/counts.json"]],
  ])("ends the import with %s", async (_, args) => {
    const { code, out, err } = await importInto(
      at("dump"),
      ...args.map((arg) => (arg.startsWith("-") ? arg : at(arg))),
    );
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^threadtag: .*dump\/counts\.json: no known format .*--format/m);
  });

  it("ends the import where there is nothing else", async () => {
    mkdirSync(at("other"));
    for (const name of ["a", "b"]) write(`other/${name}.json`, "{}");
    const { code, err } = await importInto(at("other"));
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringMatching(/a\.json: skipped, .*\n(?:.*\n)*threadtag: .*b\.json: no known/),
    });
  });
});

describe("threadtag import answers with exit code 2, the place and what to do:", () => {
  it.each<[string, string, string[], RegExp]>([
    ["a source that is not there", "", ["none.json"], /none\.json: no such file or folder\. Check/],
    ["an unknown format", '{"a":1}', ["posts"], /posts: no known format .*jsonl.*--format/],
    ["a format that does not exist", "", ["posts", "--format", "jsn"], /Did you mean "jsonl"/],
    ["--format csv alone", "a\n1\n", ["posts", "--format", "csv"], /needs --map/],
    [
      "--map with another format",
      line(1),
      ["posts", "--format", "jsonl", "--map", "a=text"],
      /--map is for tables, not for --format jsonl/,
    ],
    [
      "--server with another format",
      line(1),
      ["posts", "--format", "jsonl", "--server", "https://a.example"],
      /--server is for --format mastodon/,
    ],
    [
      "a server without its whole address",
      line(1),
      ["posts", "--server", "a.example"],
      /--server a\.example: not an address/,
    ],
    [
      "a column that is not there, even in a table without rows",
      "a,b\n",
      ["posts", "--map", "c=text", "--map", "a=id"],
      /posts: --map: the table has no column "c"\. Its columns are "a", "b"\./,
    ],
    [
      "a list that cannot be written",
      `${line(1)}{\n`,
      ["posts", "--rejected", "none/list"],
      /none\/list: cannot be written .*--rejected/,
    ],
  ])("%s", async (_, content, args, message) => {
    write("posts", content);
    const isPath = (arg: string) => /posts|none/.test(arg);
    const { code, out, err } = await importInto(
      ...args.map((arg) => (isPath(arg) ? at(arg) : arg)),
    );
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    if (existsSync(at("c.duckdb"))) expect(await stored("id")).toEqual([]);
  });

  it("a store that is none, of something else, or where no folder is", async () => {
    const source = write("a.jsonl", line(1));
    const into = (name: string) => threadtag("import", source, "--store", at(name));
    write("text", "no store\n".repeat(1000));
    expect((await into("text")).err).toMatch(/text: is not a store, or is damaged/);
    expect((await into("a.jsonl")).err).toMatch(/a\.jsonl: holds something else than a store/);
    expect(readFileSync(source, "utf8")).toBe(line(1));
    expect((await into("a.jsonl/c.duckdb")).err).toMatch(/cannot be opened\. Check the path/);
    expect((await into("text/none/c.duckdb")).err).toMatch(
      /text\/none: the folder cannot be made .*--store/,
    );
    const other = await Store.open(at("other.duckdb"));
    await other.connection.run("DROP TABLE threadtag");
    other.close();
    const { code, err } = await into("other.duckdb");
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/holds something else than a store\. Choose another file/),
    });
  });
});
