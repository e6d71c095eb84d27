import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import { threadtag } from "../../test/run-cli.js";
import { hasShared, sharedPath } from "../../test/shared.js";
import { tinyOptions } from "../../test/tiny-training.js";
import { writeDataset } from "../dataset/dataset-writer.js";
import { semanticScores } from "../evaluation/semantic.js";
import { learnSimilarity } from "../evaluation/semantic-similarity.js";
import { train } from "../training/train.js";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "cli-evaluate-"));
});
afterAll(() => rmSync(root, { recursive: true }));

const evaluate = (...args: string[]) => threadtag("evaluate", ...args);

/** Writes a file of hashtags, one post per line. */
function lines(name: string, ...posts: string[]): string {
  writeFileSync(join(root, name), posts.map((post) => `${post}\n`).join(""));
  return join(root, name);
}

describe("threadtag evaluate of files", () => {
  // Of four posts two have the right hashtag first, a third has it second; the last has none.
  const files = () => [
    "--gold",
    lines("gold.txt", "aus open", "tennis", "final", "cup"),
    "--predictions",
    lines("predictions.txt", "aus open;tennis", "tennis", "cup;finals", ""),
  ];

  it("prints a table", async () => {
    const { code, out, err } = await evaluate(...files());
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^4 posts, % +F1@1 +F1@5 +MAP@5\n/);
    // F1@5 as released: 3 of 4 · 5 predictions and of 4 gold hashtags; MAP: (1 + 1 + 1/2) / 4.
    expect(out).toMatch(/^released .* 50\.00 +25\.00 +62\.50$/m);
    expect(out).toMatch(/^F1 of the top prediction +50\.00 +25\.00$/m);
    expect(out.endsWith("\n")).toBe(true);
  });

  it("prints figures in percent with --json", async () => {
    const result = JSON.parse((await evaluate(...files(), "--json")).out);
    expect(result).toMatchObject({ posts: 4, rouge1: 50, rougeSU4: 25 });
    expect(result.released).toEqual({
      "f1@1": expect.closeTo(50, 9),
      "f1@5": expect.closeTo(25, 9),
      "map@5": expect.closeTo(62.5, 9),
    });
    expect(Object.keys(result)).toEqual(["posts", "released", "standard", "rouge1", "rougeSU4"]);
  });

  it("compares Chinese by character", async () => {
    const both = [
      "--gold",
      lines("a", "那个 进球"),
      "--predictions",
      lines("b", "那个 进门"),
      "--json",
    ];
    expect(JSON.parse((await evaluate(...both, "--language", "zh")).out).rouge1).toBeCloseTo(75, 3);
    expect(JSON.parse((await evaluate(...both)).out).rouge1).toBe(0);
  });

  it.skipIf(!hasShared("golden/README-original.md") || !hasShared("data/weibo8k"))(
    "prints the figures of a reference system (needs ../shared)",
    async () => {
      const { out } = await evaluate(
        "--gold",
        sharedPath("data/weibo8k/valid_tag.txt"),
        "--predictions",
        sharedPath("golden/weibo8k-valid-linear-svm.txt"),
        "--language",
        "zh",
      );
      expect(out).toMatch(/^794 posts/);
      expect(out).toMatch(/^released .* 30\.29 +16\.54 +36\.03$/m);
      expect(out).toMatch(/^standard .* 30\.65 +16\.42 +37\.04$/m);
    },
  );
});

describe("threadtag evaluate of a model", () => {
  let model: string;
  let dataset: string;
  beforeAll(async () => {
    [model, dataset] = [join(root, "model"), join(root, "dataset")];
    const [valid, test] = [randomInstances(6, 2), randomInstances(9, 3)];
    const data = datasetOf(randomInstances(20, 1), valid);
    writeDataset(dataset, { name: "d", language: "en", createdFrom: "a test" }, { ...data, test });
    await train(data, model, tinyOptions({ epochs: 1 }));
  });

  it("scores on the test posts as its saved predictions do", async () => {
    const save = join(root, "saved.txt");
    const { code, out, err } = await evaluate(model, dataset, "--save", save, "--json");
    expect(code).toBe(0);
    expect(err).toMatch(/^Suggesting +\d+% /);
    const saved = readFileSync(save, "utf8").trimEnd().split("\n");
    expect(saved.map((line) => line.split(";").length)).toEqual(new Array(9).fill(5));
    const hashtags = randomInstances(9, 3).map((each) => each.hashtags.map((t) => t.join(" ")));
    const gold = lines("test-gold.txt", ...hashtags.map((tags) => tags.join(";")));
    const ofFiles = await evaluate("--gold", gold, "--predictions", save, "--json");
    expect(JSON.parse(out)).toMatchObject({ posts: 9 });
    const { "semantic@1": first, "semantic@5": five, ...exact } = JSON.parse(out);
    expect(exact).toEqual(JSON.parse(ofFiles.out));
    // Learnt from training posts, from which the files know nothing.
    const predictions = saved.map((line) => line.split(";").map((tag) => tag.split(" ")));
    const scores = semanticScores(
      randomInstances(9, 3).map((each) => each.hashtags),
      predictions,
      learnSimilarity(randomInstances(20, 1)),
    );
    expect({ "semantic@1": first, "semantic@5": five }).toEqual(scores);
    expect(five).toBeGreaterThan(first);
  });

  it("prints the semantic score below the exact ones, in 80 columns", async () => {
    const { out } = await evaluate(model, dataset);
    expect(out).toMatch(
      /^F1 of the top .*\nsemantic \(near misses count in part\) +@1 \d+\.\d\d +@5 \d+\.\d\d\n$/m,
    );
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("scores a system that is learnt in one go", async () => {
    const retrieval = join(root, "retrieval");
    await threadtag("train", dataset, "--model", "retrieval", "--out", retrieval);
    // On its own training posts, whose hashtags the nearest post has.
    const { code, out } = await evaluate(retrieval, dataset, "--split", "train", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ posts: 20 });
    expect(JSON.parse(out).standard["f1@1"]).toBeGreaterThan(50);
  });

  it("shows whether confidences are true", async () => {
    const page = join(root, "reliability.html");
    const { out } = await evaluate(model, dataset, "--reliability", page, "--json");
    const { reliability } = JSON.parse(out);
    const { predictions, expectedCalibrationError, bins } = reliability;
    expect(predictions).toBe(9 * 5);
    expect(bins.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(9 * 5);
    expect(expectedCalibrationError).toBeLessThan(100);
    const html = readFileSync(page, "utf8");
    expect(html).toContain(`${expectedCalibrationError.toFixed(2)} percentage points`);
    expect(html.match(/<circle class="point"/g)).toHaveLength(bins.length);
    expect(html).toContain("default-src 'none'");
    const printed = await evaluate(model, dataset, "--reliability", page);
    expect(printed.out).toMatch(/\nexpected calibration error: \d+\.\d\d percentage points\n$/);
  });

  it("scores on another split", async () => {
    expect((await evaluate(model, dataset, "--split", "valid")).out).toMatch(/^6 posts/);
  });

  it.each<[string, () => string[], RegExp]>([
    ["a dataset without the split", () => [model, trainOnly()], /has no test split\. Prepare/],
    ["no dataset", () => [model], /give MODEL and DATASET, or --predictions FILE with --gold/],
    ["nothing", () => [], /give MODEL and DATASET, or --predictions FILE with --gold/],
    ["a split that does not exist", () => [model, dataset, "--split", "tests"], /mean "test"\?/],
    ["something that is no model", () => [dataset, dataset], /not a model folder/],
    ["predictions without gold", () => ["--predictions", "x"], /go together: give both/],
    ["gold without predictions", () => ["--gold", "x"], /go together: give both/],
    [
      "a page about files",
      () => ["--gold", "x", "--predictions", "y", "--reliability", "z"],
      /--reliability goes with a model/,
    ],
    ["a language it does not know", () => ["--language", "de"], /Did you mean "en"\?/],
    [
      "files of different lengths",
      () => ["--gold", lines("g", "a", "b"), "--predictions", lines("p", "a")],
      /gold hashtags for 2 posts but predictions for 1/,
    ],
    [
      "a file that is not there",
      () => ["--gold", lines("g", "a"), "--predictions", join(root, "none.txt")],
      /none\.txt: no such file/,
    ],
  ])("answers %s with exit code 2 and what to do", async (_, args, message) => {
    const { code, out, err } = await evaluate(...args());
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  function trainOnly(): string {
    const folder = join(root, "train-only");
    const description = { name: "t", language: "en", createdFrom: "a test" } as const;
    writeDataset(folder, description, { train: randomInstances(2, 1) });
    return folder;
  }
});
