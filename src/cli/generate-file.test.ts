import {
  appendFileSync,
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
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { trainSuggester } from "../suggesters/train.js";
import { Threadtag } from "../tagger/threadtag.js";
import { run } from "./program.js";

let model: string;
beforeAll(async () => {
  model = mkdtempSync(join(tmpdir(), "cli-generate-model-"));
  await trainSuggester("retrieval", datasetOf(randomInstances(60, 1), []), model);
});
afterAll(() => rmSync(model, { recursive: true }));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cli-generate-file-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (name: string) => join(root, name);
const files = (input: string, output: string) => [
  ...["--input", at(input), "--output", at(output)],
];
const generate = (...args: string[]) => threadtag("generate", model, ...args);
const read = (name: string) => readFileSync(at(name), "utf8");
const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Posts as texts. */
function posts(count: number, seed = 2) {
  return randomInstances(count, seed).map(({ id, post, conversation }) => {
    const middle = conversation.length >> 1;
    const replies = [conversation.slice(0, middle), conversation.slice(middle)];
    return { id, post: post.join(" "), replies: replies.map((reply) => reply.join(" ")) };
  });
}

const lines = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

/** What the library suggests for the same posts, one by one. */
async function suggestions(records: ReturnType<typeof posts>, wishes: object = {}) {
  const tagger = await Threadtag.open(model);
  const lists = [];
  for (const { post, replies } of records) {
    const found = await tagger.suggest({ post, replies, ...wishes });
    lists.push(found.map((each) => ({ ...each, confidence: rounded(each.confidence) })));
  }
  await tagger.close();
  return lists;
}

const rounded = (value: number) => Number(value.toPrecision(6));

describe("threadtag generate of a file of texts", () => {
  it("gives what the library gives, in the order of the file, with any batch", async () => {
    const records = posts(25);
    writeFileSync(at("in.jsonl"), lines(records));
    const wishes = ["-k", "3", "--min-confidence", "0.05", "--only", "existing"];
    const lists = await suggestions(records, { limit: 3, minConfidence: 0.05 });
    const expected = records.map((record, i) => ({ ...record, hashtags: lists[i] }));
    for (const batch of ["1", "7", "100"]) {
      const args = [...files("in.jsonl", "out.jsonl"), ...wishes, "--batch", batch];
      const { code, out, err } = await generate(...args);
      expect(code).toBe(0);
      expect(out).toBe(`Wrote ${at("out.jsonl")}: suggestions for 25 posts.\n`);
      expect(err).toMatch(/^Suggesting +\d+% /);
      expect(jsonLines(read("out.jsonl"))).toEqual(expected);
    }
    expect(readdirSync(root).sort()).toEqual(["in.jsonl", "out.jsonl"]);
  });

  it("copies a record as it stands, numbers of any length too", async () => {
    const line = '{"id":1234567890123456789, "post":"wb wc","x":{"y":[1.50]},"replies":null }';
    writeFileSync(at("in.jsonl"), `${line}\r\n\n{"post":"wb"}`);
    expect((await generate(...files("in.jsonl", "out.jsonl"))).code).toBe(0);
    const [first, second] = read("out.jsonl").split("\n") as [string, string];
    expect(first).toMatch(/^\{"id":1234567890123456789, .*"replies":null,"hashtags":\[\{"hashtag"/);
    expect(second).toMatch(/^\{"post":"wb","hashtags":\[/);
    const kept = ["--keep", "x", "id", "none", "--as", "suggested"];
    await generate(...files("in.jsonl", "out.jsonl"), ...kept);
    expect(read("out.jsonl")).toMatch(
      /^\{"x":\{"y":\[1\.50\]\},"id":1234567890123456789,"suggested":\[.*\]\}\n\{"suggested":\[/,
    );
  });

  it("reads JSON over several lines, and one reply as a text", async () => {
    const records = [{ post: "wb", replies: "wc wd" }, { post: "wc" }];
    writeFileSync(at("in.json"), JSON.stringify(records, null, 2));
    expect((await generate(...files("in.json", "out.jsonl"))).code).toBe(0);
    const [first, second] = jsonLines(read("out.jsonl"));
    const [list] = await suggestions([{ id: "", post: "wb", replies: ["wc wd"] }]);
    expect(first).toEqual({ ...records[0], hashtags: list });
    expect(second).toMatchObject({ post: "wc" });
  });

  it("gives a post without words no hashtag", async () => {
    writeFileSync(at("in.jsonl"), lines([{ post: "" }, { post: "wb" }]));
    await generate(...files("in.jsonl", "out.jsonl"));
    expect(jsonLines(read("out.jsonl"))[0]).toEqual({ post: "", hashtags: [] });
  });

  it("reads and writes gzip", async () => {
    const records = posts(9);
    writeFileSync(at("in.jsonl"), lines(records));
    writeFileSync(at("in.jsonl.gz"), gzipSync(lines(records)));
    await generate(...files("in.jsonl", "plain.jsonl"));
    await generate(...files("in.jsonl.gz", "packed.jsonl.gz"), "--batch", "4");
    expect(gunzipSync(readFileSync(at("packed.jsonl.gz"))).toString()).toBe(read("plain.jsonl"));
    writeFileSync(at("empty.jsonl"), "");
    await generate(...files("empty.jsonl", "empty.jsonl.gz"));
    expect(gunzipSync(readFileSync(at("empty.jsonl.gz")))).toHaveLength(0);
  });

  it("writes to standard output, and all else elsewhere", async () => {
    const records = posts(3);
    writeFileSync(at("in.jsonl"), lines([...records, "no record"]));
    await generate(...files("in.jsonl", "out.jsonl"));
    const { code, out, err } = await generate("--input", at("in.jsonl"), "--output", "-");
    expect(code).toBe(0);
    expect(out).toBe(read("out.jsonl"));
    expect(err).toContain(`${at("in.jsonl")}:4: skipped, expected an object, got a string\n`);
    expect(err).toMatch(/Wrote standard output: suggestions for 3 posts\.\n1 record skipped\n$/);
  });

  it("tells the counts as JSON", async () => {
    writeFileSync(at("in.jsonl"), lines([...posts(3), {}]));
    const { out } = await generate(...files("in.jsonl", "out.jsonl"), "--json");
    expect(JSON.parse(out)).toEqual({ output: at("out.jsonl"), posts: 3, rejected: 1 });
  });
});

describe("threadtag generate of tables", () => {
  const csv = 'id,caption,replies,note\n7,"wb, wc","wd we|wf","a ""b""\nc"\n8,wc,,\n';

  it("keeps their columns and adds the hashtags with their confidences", async () => {
    writeFileSync(at("in.csv"), csv);
    const column = ["--post-column", "caption", "-k", "2"];
    expect((await generate(...files("in.csv", "out.csv"), ...column)).code).toBe(0);
    const records = [
      { id: "7", post: "wb, wc", replies: ["wd we", "wf"] },
      { id: "8", post: "wc", replies: [] },
    ];
    const [first, second] = (await suggestions(records, { limit: 2 })).map((list) =>
      [list.map((each) => each.hashtag), list.map((each) => each.confidence)].map((cell) =>
        cell.join("|"),
      ),
    );
    expect(read("out.csv")).toBe(
      `id,caption,replies,note,hashtags,confidences\n7,"wb, wc",wd we|wf,"a ""b""\nc",${first}\n8,wc,,,${second}\n`,
    );
    await generate(...files("in.csv", "out.tsv.gz"), ...column, "--keep", "id", "--separator", " ");
    const [head] = gunzipSync(readFileSync(at("out.tsv.gz")))
      .toString()
      .split("\n");
    expect(head).toBe("id\thashtags\tconfidences");
  });

  it("turns into JSON lines and back", async () => {
    const records = posts(8).map(({ id, post, replies: [a, b] }) => ({ id, post, a, b }));
    const rows = records.map((record) => `${Object.values(record).join("\t")}\n`);
    writeFileSync(at("in.tsv"), `id\tpost\ta\tb\n${rows.join("")}`);
    writeFileSync(at("in.jsonl"), lines(records));
    const replies = ["--reply-column", "a", "b"];
    await generate(...files("in.tsv", "tsv.jsonl"), ...replies);
    await generate(...files("in.jsonl", "json.jsonl"), ...replies);
    expect(jsonLines(read("tsv.jsonl"))).toEqual(jsonLines(read("json.jsonl")));
    await generate(...files("in.jsonl", "json.csv"), ...replies);
    await generate(...files("in.tsv", "tsv.csv"), ...replies);
    expect(read("json.csv")).toBe(read("tsv.csv"));
    const [some] = await suggestions(posts(1));
    expect(jsonLines(read("tsv.jsonl"))[0].hashtags).toEqual(some);
  });

  it("have numbers and lists of JSON as they are written, and the evidence as JSON", async () => {
    const line = '{"id":12345678901234567890,"post":"wb","l":[1, "a"],"n":null}';
    writeFileSync(at("in.jsonl"), line);
    await generate(...files("in.jsonl", "out.csv"), "--evidence", "-k", "1");
    const [head, row] = read("out.csv").split("\n") as [string, string];
    expect(head).toBe("id,post,l,n,hashtags,confidences,evidence");
    expect(row).toMatch(/^12345678901234567890,wb,"\[1, ""a""\]",,#\w+,[\d.]+,"\[\{""words""/);
  });

  it("have their head also without rows", async () => {
    writeFileSync(at("in.csv"), "post\n");
    await generate(...files("in.csv", "out.csv"));
    expect(read("out.csv")).toBe("post,hashtags,confidences\n");
  });

  it("leave out records with fields that the first one lacks", async () => {
    writeFileSync(at("in.jsonl"), lines([{ post: "wb" }, { post: "wc", more: 1 }]));
    const { out } = await generate(...files("in.jsonl", "out.csv"));
    expect(out).toMatch(/for 1 post\.\n1 record skipped; why: .*out\.csv\.rejected\.jsonl\n$/);
    expect(read("out.csv.rejected.jsonl")).toMatch(/field \\"more\\": the first record has none/);
  });
});

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

describe("threadtag generate goes on with a run that was ended", () => {
  /** Ends a run with Ctrl-C as soon as it has done some posts. */
  async function interrupted(...args: string[]) {
    const result = { out: "", err: "" };
    const write = (text: string) => {
      result.err += text;
      if (text.startsWith("Suggesting")) process.emit("SIGINT");
    };
    const io = { out: { write: (text: string) => (result.out += text) }, err: { write } };
    const code = await run(["generate", model, ...args], io);
    return { code, ...result };
  }

  const records = posts(30);
  const text = lines([...records.slice(0, 3), {}, ...records.slice(3), {}]);
  beforeEach(() => writeFileSync(at("in.jsonl"), text));

  it.each(["out.jsonl", "out.csv", "out.jsonl.gz", "out.tsv.gz"])(
    "to the same %s",
    async (name) => {
      const settings = ["--batch", "4", "--keep", "id"];
      await generate(...files("in.jsonl", name), ...settings);
      const whole = readFileSync(at(name));
      const list = read(`${name}.rejected.jsonl`);
      rmSync(at(name));

      const { code, out, err } = await interrupted(...files("in.jsonl", name), ...settings);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/Stopping: saving what is done\./);
      expect(err).toMatch(
        /stopped after 3 posts, which .*\.partial holds; go on with the same command/,
      );
      expect(existsSync(at(name))).toBe(false);
      // What was written behind the last checkpoint when a kill came.
      appendFileSync(at(`${name}.partial`), "half a line");
      appendFileSync(at(`${name}.rejected.jsonl`), "half a line");
      writeFileSync(at(`${name}.partial.json.1.tmp`), "half a checkpoint");

      const again = await generate(...files("in.jsonl", name), ...settings);
      expect(again.err).toMatch(/^Going on behind 4 records\.\n/);
      expect(again.out).toMatch(/for 30 posts\.\n2 records skipped/);
      expect(readFileSync(at(name))).toEqual(whole);
      expect(read(`${name}.rejected.jsonl`)).toBe(list);
      expect(readdirSync(root).sort()).toEqual(["in.jsonl", name, `${name}.rejected.jsonl`].sort());
    },
  );

  it("unless it had other settings, or the input is another one", async () => {
    const args = [...files("in.jsonl", "out.jsonl"), "--batch", "4"];
    await interrupted(...args);
    const other = await generate(...args, "-k", "2", "--block", "x");
    expect(other.code).toBe(2);
    expect(other.err).toMatch(
      /out\.jsonl\.partial\.json: an earlier run was not finished, and had another --count, --block\. .* --force/,
    );
    writeFileSync(at("in.jsonl"), text.replace('"post":"', '"post":"wz '));
    const changed = await generate(...args);
    expect(changed.code).toBe(2);
    expect(changed.err).toMatch(
      /does not begin with the 4 records that .*out\.jsonl\.partial was made from.* --force/,
    );
    writeFileSync(at("in.jsonl"), text);
    expect((await generate(...args)).err).toMatch(/^Going on behind 4 records/);
  });

  it("unless its results were changed", async () => {
    const args = [...files("in.jsonl", "out.jsonl"), "--batch", "4"];
    await interrupted(...args);
    writeFileSync(at("out.jsonl.partial"), "");
    const { code, err } = await generate(...args);
    expect(code).toBe(2);
    expect(err).toMatch(/out\.jsonl\.partial: has changed since an earlier run .* --force/);
    expect(existsSync(at("out.jsonl.partial.json"))).toBe(true);
  });

  it("unless it is told to start over", async () => {
    const args = [...files("in.jsonl", "out.jsonl"), "--batch", "4"];
    await interrupted(...args);
    const { code, err } = await generate(...args, "-k", "2", "--force");
    expect(code).toBe(0);
    expect(err).not.toMatch(/Going on/);
    expect(jsonLines(read("out.jsonl"))).toHaveLength(30);
  });

  it("but not to standard output", async () => {
    const { code, err } = await interrupted("--input", at("in.jsonl"), "--output", "-");
    expect(code).toBe(1);
    expect(err).toMatch(/stopped after \d+ posts; a run to standard output cannot be gone on with/);
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
    expect(readdirSync(root)).toEqual(["in"]);
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
