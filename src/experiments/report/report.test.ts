import { describe, expect, it } from "vitest";
import { type Report, thisMachine } from "./report.js";
import { reportPage } from "./report-html.js";
import { reportMarkdown } from "./report-markdown.js";
import { EMPTY_CELL, percentCell, type Section } from "./section.js";

const HOSTILE = `<script>alert("x")</script>|&'*`;

const section: Section = {
  id: "table4",
  title: "Table 4: all systems",
  notes: ["A note with <b> & more."],
  parts: [
    {
      kind: "table",
      caption: "All posts.",
      groups: [
        { label: "released", columns: ["F1@1", "MAP"] },
        { label: "The paper, other data: Weibo", columns: ["F1@1"], other: true },
      ],
      rows: [
        {
          label: "random",
          heading: "Baselines",
          cells: [{ ...percentCell(1.234, 0.5), best: true }, EMPTY_CELL, percentCell(0.43)],
        },
        { label: HOSTILE, cells: [{ text: HOSTILE }, { text: "b" }, { text: "c" }] },
      ],
    },
    {
      kind: "bars",
      caption: "F1@1 in percent.",
      binName: "Posts",
      valueName: "F1@1",
      bins: [
        { label: "1-5", note: "12 cases" },
        { label: "6-10", note: "no case" },
      ],
      series: [
        { label: "seq2seq", values: [12.5, null] },
        { label: "linear", values: [25, null] },
      ],
    },
    {
      kind: "heatmap",
      caption: "Weights.",
      rows: ["网球", HOSTILE],
      columns: ["比赛", "很", "精彩"],
      weights: [
        [0.7, 0.1, 0.2],
        [0.2, 0.3, 0.5],
      ],
    },
  ],
};

const report: Report = {
  dataset: { name: `weibo ${HOSTILE}`, language: "zh", hash: "a".repeat(64), counts: { train: 9 } },
  split: "valid",
  seeds: 1,
  seedsOf: { linear: 3 },
  quick: true,
  settings: {},
  runs: 4,
  runsMade: 3,
  seconds: 4210,
  writtenAt: "2026-01-02T03:04:05.000Z",
  versions: { threadtag: "0.1.0", node: "20.19.0" },
  machine: { processor: "A processor", cores: 2, system: "linux x64" },
  sections: [section, { id: "table2", title: "Table 2", notes: [], parts: [] }],
};

describe("reportPage", () => {
  const page = reportPage(report);

  it("needs no other file and no script, and lets nothing in", () => {
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/,
    );
    expect(page).not.toMatch(/<script|\ssrc=|href="(?!#)|@import|url\(/);
    expect(page).not.toContain(HOSTILE);
    expect(page).toContain("&lt;script&gt;");
    expect(page).toContain("prefers-color-scheme: dark");
  });

  it("opens and closes every tag, each in the other", () => {
    const open: string[] = [];
    const tags = page.replace(/<style>[\s\S]*?<\/style>|<!doctype html>/g, "");
    for (const [, slash, name] of tags.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (name === "meta" || name === "colgroup") continue;
      if (slash) expect(open.pop()).toBe(name);
      else open.push(name as string);
    }
    expect(open).toEqual([]);
  });

  it("shows every figure, the best in bold, other data apart, and figures on pointing", () => {
    expect(page).toContain("<strong>1.23 ± 0.50</strong>");
    expect(page).toMatch(/<td class="other start">0\.43<\/td>/);
    expect(page).toContain("<title>seq2seq, 1-5 (12 cases): F1@1 12.50%</title>");
    expect(page).toContain("<title>网球 → 比赛: 70.0%</title>");
    expect(page.match(/class="cell"/g)).toHaveLength(6);
    // An empty bin has no bars.
    expect(page.match(/class="bar-of/g)).toHaveLength(2);
    expect(page).toMatch(/fill-opacity="1\.000"/);
  });

  it("says what was run", () => {
    for (const text of ["a".repeat(64), "threadtag 0.1.0", "A processor, 2 cores", "--quick"]) {
      expect(page).toContain(text);
    }
    expect(page).toContain("of each system one, seed 1; linear 3, seeds 1 to 3");
    expect(page).toContain("4, 3 of them made for this report in 1 h 10 min");
  });
});

describe("reportMarkdown", () => {
  const text = reportMarkdown(report);

  it("has the same figures, in whole tables", () => {
    expect(text).toContain(
      "|  | released: F1@1 | released: MAP | The paper, other data: Weibo: F1@1 |",
    );
    expect(text).toContain("| random | **1.23 ± 0.50** | - | 0.43 |");
    expect(text).toContain("| *Baselines* |  |  |  |");
    expect(text).toContain("| 1-5 | 12 cases | 12.50 | 25.00 |");
    expect(text).toContain("| 网球 | 比赛 70.0% | 精彩 20.0% | 很 10.0% |");
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    const columns = (row: string) => row.replace(/\\\|/g, "").split("|").length;
    const tables = text.split("\n\n").filter((block) => block.startsWith("|"));
    expect(rows.length).toBeGreaterThan(10);
    for (const table of tables) expect(new Set(table.split("\n").map(columns)).size).toBe(1);
  });

  it("takes signs in names for what they are", () => {
    expect(text).not.toContain("<script>");
    expect(text).toContain("\\<script\\>");
  });
});

describe("thisMachine", () => {
  it("names the processor and its cores", () => {
    const { processor, cores, system } = thisMachine();
    expect(processor).not.toBe("");
    expect(cores).toBeGreaterThan(0);
    expect(system).toContain(process.arch);
  });
});
