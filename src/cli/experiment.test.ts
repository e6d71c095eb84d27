import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { TINY_NEURAL } from "../../test/study.js";
import { writeDataset } from "../dataset/dataset-writer.js";
import { EXPERIMENT_NAMES } from "../experiments/experiments.js";
import type { Report } from "../experiments/report/report.js";

let root: string;
let dataset: string;
let config: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "experiment-"));
  dataset = join(root, "dataset");
  const shape = { tagWords: 4 };
  writeDataset(
    dataset,
    { name: "random", language: "en", createdFrom: "a test" },
    {
      train: randomInstances(80, 1, shape),
      valid: randomInstances(20, 2, shape),
      test: randomInstances(20, 3, shape),
    },
  );
  config = join(root, "config.json");
  const systems = ["random", "tf-idf", "classifier", "seq2seq", "bi-attention"];
  const seeds = { random: 2 };
  writeFileSync(config, JSON.stringify({ systems, seeds, settings: { neural: TINY_NEURAL } }));
});
afterAll(() => rmSync(root, { recursive: true }));

const experiment = (what: string, out: string, ...args: string[]) =>
  threadtag(
    ...["experiment", what, dataset, "--out", join(root, out), "--config", config, "--jobs", "1"],
    ...args,
  );

const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(join(root, out, "report.json"), "utf8"));

describe("threadtag experiment", () => {
  it("makes every table and figure of a dataset, in three forms with the same figures", async () => {
    const { code, out, err } = await experiment("all", "all");
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(out).toBe(`Report: ${join(root, "all", "report.html")}\n`);
    expect(err).toMatch(/seq2seq, seed 1: F1@1 \d+\.\d\d, trained in \d+ s \(\d+ of 9 runs\)/);
    const report = reportIn("all");
    expect(report.sections.map(({ id }) => id)).toEqual(EXPERIMENT_NAMES);
    expect(report).toMatchObject({ split: "test", seeds: 1, runs: 9, runsMade: 9 });
    expect(report.dataset.hash).toMatch(/^[0-9a-f]{64}$/);
    const page = readFileSync(join(root, "all", "report.html"), "utf8");
    const text = readFileSync(join(root, "all", "report.md"), "utf8");
    for (const part of report.sections.flatMap(({ parts }) => parts)) {
      if (part.kind !== "table" || part.texts) continue;
      for (const cell of part.rows.flatMap(({ cells }) => cells)) {
        expect(page).toContain(cell.text.replace("<", "&lt;"));
        expect(text).toContain(cell.text.replace(/[*<]/g, "\\$&"));
      }
    }
  });

  it("shows the real weights of bi-attention, [Tp, Tc], for a post that is asked for", async () => {
    const { code } = await experiment(
      ...(["figure4", "figure4", "--post-id", "3-4", "--split", "test"] as const),
      ...["--runs", join(root, "all", "runs")],
    );
    expect(code).toBe(0);
    const report = reportIn("figure4");
    expect(report.runsMade).toBe(0);
    const [part] = report.sections[0]!.parts;
    const { post, conversation } = randomInstances(20, 3, { tagWords: 4 })[4]!;
    if (part?.kind !== "heatmap") throw new Error("no heat map");
    expect(part).toMatchObject({ rows: post, columns: conversation });
    for (const row of part.weights) {
      expect(row).toHaveLength(conversation.length);
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
    }
  });

  it("makes no run again, and one whose record is damaged once more, with a warning", async () => {
    const first = await experiment("table4", "twice");
    expect(first.code).toBe(0);
    const again = await experiment("table4", "twice");
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(reportIn("twice")).toMatchObject({ runs: 6, runsMade: 0 });
    const [before] = reportIn("twice").sections;
    const runs = join(root, "twice", "runs");
    const folder = readdirSync(runs).find((name) => name.startsWith("seq2seq")) as string;
    writeFileSync(join(runs, folder, "test.json"), "{");
    const mended = await experiment("table4", "twice");
    expect(mended.code).toBe(0);
    expect(mended.err).toMatch(/test\.json: damaged \(not valid JSON.*this run is made again/);
    expect(reportIn("twice").runsMade).toBe(1);
    const scores = ({ parts }: Report["sections"][number]) => parts.slice(0, 3);
    expect(scores(reportIn("twice").sections[0]!)).toEqual(scores(before!));
  });

  it("says where one seed allows no test", async () => {
    await experiment("table4", "twice");
    const page = readFileSync(join(root, "twice", "report.html"), "utf8");
    expect(page).toMatch(/trained once: .*bi-attention/);
  });

  it.each([
    [["table9"], /Did you mean "table\d"\? There are: table2, /],
    [["table4", "--seeds", "0"], /Give a whole number, 1 or more/],
    [["table4", "--split", "train"], /There are: valid, test/],
  ])("explains bad usage: %o", async (args, message) => {
    const [what, ...rest] = args as [string, ...string[]];
    const { code, err } = await experiment(what, "bad", ...rest);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it("explains an unknown system, a small dataset and a post that is not there", async () => {
    writeFileSync(join(root, "bad.json"), JSON.stringify({ systems: ["svm"] }));
    const unknown = await experiment("table4", "bad", "--config", join(root, "bad.json"));
    expect(unknown).toMatchObject({ code: 2, out: "" });
    expect(unknown.err).toMatch(/bad\.json: .*there is no system "svm"\. There are: /);

    const small = join(root, "small");
    const train = randomInstances(5, 1);
    writeDataset(small, { name: "small", language: "en", createdFrom: "a test" }, { train });
    const none = await threadtag("experiment", "table4", small, "--out", join(root, "bad"));
    expect(none).toMatchObject({ code: 2, out: "" });
    expect(none.err).toMatch(/small: the dataset has no valid posts/);

    const nobody = await experiment("table7", "all", "--post-id", "nobody");
    expect(nobody).toMatchObject({ code: 2, out: "" });
    expect(nobody.err).toMatch(/--post-id: the test split has no post "nobody"/);
  });

  it("teaches what there is", async () => {
    const { out } = await threadtag("experiment", "--help");
    for (const name of EXPERIMENT_NAMES) expect(out).toContain(name);
    expect(out.split("\n").every((line) => line.length <= 80)).toBe(true);
  });
});
