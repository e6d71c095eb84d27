import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { jsonLines, lines, posts, useGenerate } from "../../test/generate-files.js";
import { run } from "./program.js";

const { at, files, generate, model, read } = useGenerate();

describe("threadtag generate goes on with a run that was ended", () => {
  /** Ends a run with Ctrl-C as soon as it has done some posts. */
  async function interrupted(...args: string[]) {
    const result = { out: "", err: "" };
    const write = (text: string) => {
      result.err += text;
      if (text.startsWith("Suggesting")) process.emit("SIGINT");
    };
    const io = { out: { write: (text: string) => (result.out += text) }, err: { write } };
    const code = await run(["generate", model(), ...args], io);
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
      expect(readdirSync(at(".")).sort()).toEqual(
        ["in.jsonl", name, `${name}.rejected.jsonl`].sort(),
      );
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
