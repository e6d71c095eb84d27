import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { jsonLines, lines, posts, useGenerate } from "../../test/generate-files.js";

const { at, files, generate, read, suggestions } = useGenerate();

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
    expect(readdirSync(at(".")).sort()).toEqual(["in.jsonl", "out.jsonl"]);
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
