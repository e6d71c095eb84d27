import { describe, expect, it } from "vitest";
import { post, recordWith, studyOf, threeSplits } from "../../test/study.js";
import { compareWith } from "./comparison.js";
import type { BarsPart, Section, TablePart } from "./report/section.js";
import { Results } from "./results.js";
import type { RunStore } from "./runs/run-store.js";
import type { Study, StudyOptions } from "./study.js";
import type { StudyConfig } from "./study-config.js";
import { figure3 } from "./tables/figure3.js";
import { figure4 } from "./tables/figure4.js";
import { table4 } from "./tables/table4.js";
import { table5 } from "./tables/table5.js";
import { table6 } from "./tables/table6.js";
import { table7 } from "./tables/table7.js";
import { topical } from "./tables/topical.js";

const train = [
  ...Array.from({ length: 6 }, (_, i) =>
    post(`t${i}`, ["aus open"], `tennis serve ${i} a b c d e`),
  ),
  post("t6", ["chess"], "queen takes rook at last my friends"),
];
const valid = [
  post("v1", ["aus open"], "what a serve that was yesterday", "so fast it was"),
  post("v2", ["chess", "aus open"], "queen takes rook at last my friends"),
  post("v3", ["go"], "black stones win the long game"),
  post("v4", ["chess"], "a fork with the knight", "well that was quite a move there"),
];
const data = threeSplits(train, valid);

/** What each system suggests for the four posts. */
type Suggested = Readonly<Record<string, readonly string[][]>>;

function resultsOf(
  suggested: Suggested,
  config: Partial<StudyConfig> = {},
  options: Partial<StudyOptions> = {},
): { results: Results; study: Study } {
  const study = studyOf(data, { systems: Object.keys(suggested), ...config }, options);
  const specs = Object.keys(suggested).flatMap((system) => [
    ...study.specs(system),
    ...study.specs(system, { hidden: study.hiddenTags }),
  ]);
  const records = specs.map((spec) => recordWith(spec, suggested[spec.system]!));
  return { results: new Results(study, records), study };
}

const noStore = undefined as unknown as RunStore;
const tables = ({ parts }: Section) => parts.filter((part) => part.kind === "table");
const texts = (table: TablePart | undefined, label: string) =>
  table!.rows.find((row) => row.label === label)!.cells.map(({ text }) => text);

const SUGGESTED: Suggested = {
  // Right on the first suggestion for posts 1, 2 and 4.
  random: [["aus open", "chess"], ["chess", "go"], ["tennis"], ["chess"]],
  // Right for post 1 only, one suggestion each.
  lda: [["aus open"], ["tennis"], ["tennis"], []],
};

describe("table4", () => {
  it("holds figures worked out by hand, in both ways of counting", async () => {
    const { results } = resultsOf(SUGGESTED);
    const section = await table4.section(results, noStore);
    const [main, fresh] = tables(section);
    // Released F1@1: 2 · 3 hits / (4 posts + 5 gold). Standard: (1 + 2/3 + 0 + 1) / 4.
    expect(texts(main, "random").slice(0, 4)).toEqual([
      (600 / 9).toFixed(2),
      // Five predictions count even where fewer were made: 2 · 3 / (20 + 5).
      (600 / 25).toFixed(2),
      // Mean precision at hits over gold tags: (1 + 1/2 + 0 + 1) / 4.
      (250 / 4).toFixed(2),
      ((100 * (1 + 2 / 3 + 1)) / 4).toFixed(2),
    ]);
    expect(texts(main, "lda").slice(0, 4)).toEqual([(200 / 9).toFixed(2), "-", "-", "25.00"]);
    // v2 repeats a training post; without it: 2 · 2 / (3 + 3).
    expect(texts(fresh, "random")[0]).toBe((400 / 6).toFixed(2));
    expect(section.notes.join(" ")).toMatch(/1 of the posts \(25\.0%\) nearly repeat/);
    expect(main!.rows[0]!.cells[0]!.best).toBe(true);
    expect(main!.rows[1]!.cells[0]!.best).toBeUndefined();
  });

  it("has near misses beside the exact figures", async () => {
    const { results } = resultsOf(SUGGESTED);
    const [main] = tables(await table4.section(results, noStore));
    const heads = main!.groups.flatMap(({ label, columns }) =>
      columns.map((column) => `${label} ${column}`),
    );
    const place = heads.indexOf("semantic @1");
    const at1 = main!.rows.map(({ cells }) => cells[place]!.value);
    // random: 1, then one of two, nothing, 1; lda: 1, nothing, nothing, nothing.
    expect(at1).toEqual([(100 * 2.5) / 4, 25]);
    expect(heads[place + 1]).toBe("semantic @5");
    expect(main!.rows[0]!.cells[place + 1]!.value).toBeGreaterThanOrEqual(at1[0]!);
    expect(main!.rows[1]!.cells[place + 1]!.text).toBe("-");
  });

  it("stands beside the paper's own figures, labelled as other data", async () => {
    const section = await table4.section(resultsOf(SUGGESTED).results, noStore);
    const [main] = tables(section);
    expect(main!.groups.at(-1)).toMatchObject({ label: /.*/, other: true });
    expect(main!.groups.at(-1)!.label).toMatch(/The paper, other data: Twitter/);
    const paper = ["RANDOM", "0.37", "0.63", "0.89", "0.56", "0.16"];
    expect(texts(main, "random").slice(-6)).toEqual(paper);
    expect(texts(main, "lda").slice(-6)).toEqual(["LDA", "0.13", "0.25", "0.35", "0.60", "-"]);
  });

  it("says that one seed allows no test over trainings", async () => {
    const section = await table4.section(resultsOf(SUGGESTED).results, noStore);
    expect(section.notes.join(" ")).toMatch(/trained once: .* no test can say from one seed/);
    const significance = tables(section)[2]!;
    expect(significance.groups.map(({ label }) => label).join()).not.toMatch(/over seeds/);
  });

  it("gives mean and standard deviation over several seeds, and a test over them", async () => {
    const study = studyOf(data, { systems: ["random", "lda"] }, { seeds: 2 });
    const [one, two] = study.specs("random");
    const records = [
      recordWith(one!, SUGGESTED.random!),
      // The second training is right on posts 1 and 4: 2 · 2 / 9.
      recordWith(two!, [["aus open"], ["tennis"], ["tennis"], ["chess"]]),
      ...study.specs("lda").map((spec) => recordWith(spec, SUGGESTED.lda!)),
    ];
    const section = await table4.section(new Results(study, records), noStore);
    const [a, b] = [600 / 9, 400 / 9];
    const deviation = Math.abs(a - b) / Math.SQRT2;
    expect(texts(tables(section)[0], "random")[0]).toBe(
      `${((a + b) / 2).toFixed(2)} ± ${deviation.toFixed(2)}`,
    );
    const significance = tables(section)[2]!;
    expect(significance.groups.at(-1)!.label).toMatch(/over seeds/);
    expect(section.notes.join(" ")).not.toMatch(/trained once:/);
  });
});

describe("compareWith", () => {
  it("tests both ways, and corrects over the systems compared with", () => {
    const suggested = { ...SUGGESTED, "tf-idf": SUGGESTED.lda! };
    const { results } = resultsOf(suggested, { best: "random" });
    const [alone] = compareWith("random", ["lda"], results);
    const [first, second] = compareWith("random", ["lda", "tf-idf"], results);
    const metric = "standard.f1@1";
    expect(alone!.tTest[metric]!.points).toBeCloseTo((100 * (2 / 3 + 1)) / 4, 9);
    // Differences 0, 2/3, 0, 1: t = 0.41667 / (0.5 / 2) with 3 degrees of freedom.
    expect(alone!.tTest[metric]!.pValue).toBeCloseTo(0.19417, 4);
    // Two equal tests: both are doubled.
    for (const { tTest, bootstrap } of [first!, second!]) {
      expect(tTest[metric]!.pValue).toBeCloseTo(2 * alone!.tTest[metric]!.pValue, 9);
      expect(bootstrap["released.f1@1"]!.pValue).toBeCloseTo(
        Math.min(1, 2 * alone!.bootstrap["released.f1@1"]!.pValue),
        9,
      );
    }
    expect(alone!.overSeeds).toBeUndefined();
  });
});

describe("table5", () => {
  it("scores posts none of whose hashtags is left in training", async () => {
    const seq2seq = [["aus open"], ["tennis"], ["go stones"], ["knight"]];
    const { results, study } = resultsOf({ seq2seq }, { unseenShare: 0.34 });
    const section = await table5.section(results, noStore);
    // One of three hashtags is hidden; "go" was never in training anyway.
    expect(study.hiddenTags.share).toBe(0.34);
    expect(section.notes[0]).toMatch(/34% of the distinct hashtags .* of 7,.*of 4 posts/);
    const [table] = tables(section);
    expect(table!.rows.map(({ label }) => label)).toEqual(["seq2seq"]);
    expect(texts(table, "seq2seq").slice(-2)).toEqual(["SEQ2SEQ", "1.33"]);
  });

  it("refuses a split of which no post can be unseen, before any run is made", () => {
    const known = threeSplits(train, [post("v", ["aus open", "chess"])]);
    // One of its two hashtags is hidden, the other is always seen.
    const study = studyOf(known, { unseenShare: 0.5 });
    expect(() => table5.runs(study)).toThrow(/no post to try unseen hashtags on/);
  });
});

describe("table6", () => {
  it("has the paper's variants in its order", async () => {
    const { results } = resultsOf({ "bi-attention": SUGGESTED.random!, seq2seq: SUGGESTED.lda! });
    const [table] = tables(await table6.section(results, noStore));
    expect(table!.rows.map(({ label }) => label)).toEqual(["seq2seq", "bi-attention"]);
    expect(texts(table, "seq2seq").at(-1)).toBe("10.44");
    expect(texts(table, "bi-attention")[0]).toBe((600 / 9).toFixed(2));
  });
});

describe("table7", () => {
  it("shows the post on which the systems differ most, and marks what is right", async () => {
    const suggested = { lda: SUGGESTED.lda!, "bi-attention": SUGGESTED.random! };
    const { results } = resultsOf(suggested);
    const section = await table7.section(results, noStore);
    // Of post 2 and post 4 only the latter has a conversation to look at.
    expect(section.notes[0]).toMatch(/^Post v4, on which these systems differ most/);
    const [thePost, suggestions] = tables(section);
    expect(texts(thePost, "author’s hashtags")).toEqual(["chess"]);
    expect(texts(suggestions, "bi-attention")).toEqual(["chess ✓"]);
    expect(texts(suggestions, "lda")).toEqual(["-"]);
  });

  it("shows the post that is asked for", async () => {
    const suggested = { "bi-attention": SUGGESTED.random! };
    const { results } = resultsOf(suggested, {}, { postId: "v1" });
    const section = await table7.section(results, noStore);
    expect(section.notes[0]).toMatch(/^Post v1\./);
    expect(texts(tables(section)[1], "bi-attention")).toEqual(["aus open ✓; chess"]);
    expect(() => resultsOf(suggested, {}, { postId: "nobody" })).toThrow(
      /--post-id: the valid split has no post "nobody"\. Its first is "v1"/,
    );
  });
});

describe("figure3", () => {
  it("counts how often a hashtag of each frequency comes first", async () => {
    const suggested = { seq2seq: SUGGESTED.random!, linear: SUGGESTED.lda! };
    const { results } = resultsOf(suggested);
    const section = await figure3.section(results, noStore);
    const { bins, series } = section.parts[0] as BarsPart;
    expect(bins.map(({ label }) => label).slice(0, 4)).toEqual(["0", "1-5", "6-10", "11-15"]);
    expect(bins.at(-1)!.label).toBe("51+");
    expect(bins.slice(0, 3).map(({ note }) => note)).toEqual([
      "1 of the gold hashtags",
      "2 of the gold hashtags",
      "2 of the gold hashtags",
    ]);
    // "go" never; "chess" of posts 2 and 4, in one training post; "aus open" of posts 1 and 2, in six.
    const values = Object.fromEntries(series.map(({ label, values }) => [label, values]));
    expect(values.seq2seq!.slice(0, 4)).toEqual([0, 100, 50, null]);
    expect(values.linear!.slice(0, 4)).toEqual([0, 0, 50, null]);
  });
});

describe("figure4", () => {
  it("says so where bi-attention does not take part", async () => {
    const { results } = resultsOf({ linear: [[], [], [], [], []] });
    const section = await figure4.section(results, noStore);
    expect(section.notes).toEqual(["bi-attention is not among the systems of this study."]);
    expect(section.parts).toEqual([]);
  });
});

describe("topical", () => {
  /** Posts about one of two things; every fifth, in no order, says "fb" as well. */
  const about = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const hashtags = [`about ${i % 2}`, ...((i * 7) % 5 === 0 ? ["fb"] : [])];
      return post(`p${i}`, hashtags, `thing${i % 2} of day ${i}`);
    });
  const valid = [post("v1", ["about 0", "fb"]), post("v2", ["fb"]), post("v3", ["about 1"])];
  const resultsWith = (train: ReturnType<typeof about>, suggested: Suggested) => {
    const study = studyOf(threeSplits(train, valid), { systems: Object.keys(suggested) });
    const records = topical.runs(study).map((spec) => recordWith(spec, suggested[spec.system]!));
    return { results: new Results(study, records), records };
  };

  it("scores systems trained with and without such hashtags, on all and on the others", async () => {
    const linear = [["about 0"], ["fb"], ["fb"]];
    const { results, records } = resultsWith(about(200), { linear, random: linear });
    // All hashtags, without "fb", and with one more; a system that is not among the few is left alone.
    expect(records.map(({ spec }) => spec.system)).toEqual(["linear", "linear", "linear"]);
    const section = await topical.section(results, noStore);
    const [effects, list] = tables(section);
    expect(effects!.rows.map(({ heading, label }) => [heading, label])).toEqual([
      ["linear", "all hashtags"],
      [undefined, "without those that have no topic"],
      [undefined, "with one more, planted at random"],
    ]);
    const heads = effects!.groups.map(({ label }) => label);
    expect(heads[0]).toMatch(/^all hashtags \(3 posts\): standard/);
    expect(heads[2]).toMatch(/^those with a topic \(2 posts\): standard/);
    const [first] = effects!.rows;
    // Right for two of three posts, one of which has two hashtags; without "fb" right for one of two.
    expect(first!.cells[0]!.value).toBeCloseTo((100 * (2 / 3 + 1)) / 3, 9);
    expect(first!.cells[5]!.value).toBeCloseTo(50, 9);
    expect(list!.rows.map(({ label }) => label)).toEqual(["fb"]);
    expect(texts(list, "fb").slice(1)).toEqual(["40", "2"]);
    expect(section.notes.join(" ")).toMatch(/no topic: 1 of this dataset.*finds it/);
  });

  it("says so where no hashtag is without a topic, and there are too few posts to plant one", async () => {
    const { results, records } = resultsWith(about(30), { retrieval: [[], [], []] });
    expect(records).toHaveLength(1);
    const section = await topical.section(results, noStore);
    expect(section.notes.join(" ")).toMatch(
      /no topic: 0 of this .*too few training posts to plant/,
    );
    expect(tables(section)).toHaveLength(1);
    const none = await topical.section(resultsWith(about(30), { random: [[]] }).results, noStore);
    expect(none.notes.at(-1)).toBe(
      "None of linear, retrieval, fusion is among the systems of this study.",
    );
    expect(none.parts).toEqual([]);
  });
});
