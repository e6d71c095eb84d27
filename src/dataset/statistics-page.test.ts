import { Parser } from "htmlparser2";
import { beforeAll, describe, expect, it } from "vitest";
import { datasetOf, randomInstances } from "../../test/instances.js";
import type { DatasetInfo } from "./folder.js";
import type { Instance, Split } from "./instance.js";
import { datasetStatistics } from "./statistics.js";
import { statisticsPage } from "./statistics-page.js";

const HOSTILE = `</td></table><script src="https://evil.example/x.js">alert('1')</script>&lt;`;
/** Elements of HTML that have no closing tag. */
const VOID = ["meta", "link", "img", "br", "hr", "input"];

/** An element of a page: where it stands, its attributes, and all text inside. */
interface Element {
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Reads a page and refuses one whose tags do not balance. */
function elementsOf(page: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const path = [...open.slice(-1).map((parent) => parent.path), name].join(" ");
      elements.push({ path, attributes, text: "" });
      if (!VOID.includes(name)) open.push(elements.at(-1)!);
    },
    ontext(text) {
      for (const element of open) element.text += text;
    },
    onclosetag(name, isImplied) {
      if (VOID.includes(name)) return;
      const path = open.pop()?.path;
      if (isImplied || path?.split(" ").at(-1) !== name) throw new Error(`no </${name}>: ${path}`);
    },
  });
  parser.end(page);
  expect(open).toEqual([]);
  return elements;
}

const named = (elements: readonly Element[], path: string): Element[] =>
  elements.filter((element) => element.path.endsWith(path));
const texts = (elements: readonly Element[], path: string): string[] =>
  named(elements, path).map(({ text }) => text.trim());

function page(splits: Partial<Record<Split, Instance[]>>, info: Partial<DatasetInfo> = {}): string {
  const dataset = { train: [], valid: [], test: [], ...splits };
  return statisticsPage({ ...datasetOf([], []).info, ...info }, datasetStatistics(dataset));
}

const train = randomInstances(40, 1);
const valid = [train[0], ...randomInstances(9, 2)];

describe("statisticsPage", () => {
  let elements: Element[];
  beforeAll(() => {
    const steps = [{ step: "posts in the store", posts: 12_345 }];
    elements = elementsOf(page({ train, valid }, { name: "my posts", seed: 7, steps }));
  });

  it("tells where the dataset came from and what became of the records", () => {
    expect(texts(elements, "h1")).toEqual(["my posts"]);
    expect(texts(elements, "title")[0]).toBe("my posts: statistics of a dataset");
    expect(texts(elements, "dd")).toEqual(["English (en)", "a test", "7", "0".repeat(64)]);
    const steps = elements.find(({ path, text }) => path.endsWith("table") && /12,345/.test(text));
    expect(steps?.text).toMatch(/posts in the store\s*12,345/);
  });

  it("sets the figures of the splits beside those of other data", () => {
    const sizes = named(elements, "table").find((each) => each.attributes.class?.includes("sizes"));
    expect(sizes?.text).toMatch(/This dataset\s*Other data: the paper’s/);
    expect(sizes?.text).toMatch(/all\s*train\s*valid\s*Twitter\s*Weibo/);
    expect(sizes?.text).toMatch(/posts\s*50\s*40\s*10\s*44,793\s*40,171/);
    expect(sizes?.text).toMatch(/12\.52%\s*$/);
  });

  it("counts what is in two splits, and what is in training alone", () => {
    const rows = texts(elements, "tr");
    expect(rows.find((row) => row.startsWith("valid posts that repeat"))).toMatch(
      /^valid posts that repeat one of train\d \(\d0\.00%\)\d \(\d0\.00%\)$/,
    );
    expect(rows.find((row) => row.startsWith("tag never in training"))).toMatch(/\d\.\d\d%$/);
  });

  it("draws the histogram with a figure for every bar, and has it as a table", () => {
    const bars = named(elements, "rect").filter(({ attributes }) => attributes.class === "bar");
    expect(bars).toHaveLength(11);
    const titles = texts(elements, "svg g title");
    expect(titles).toHaveLength(11);
    expect(titles[0]).toMatch(/^1-5 times: \d+ hashtags, \d+\.\d\d%$/);
    const widths = bars.map(({ attributes }) => Number.parseFloat(attributes.width));
    expect(Math.max(...widths)).toBe(66);
    expect(named(elements, "svg")[0]?.attributes["aria-label"]).toMatch(/1-5 times: \d/);
    expect(texts(elements, "details div table tbody tr")).toHaveLength(11);
  });

  it("has a caption and scopes in every table", () => {
    const tables = named(elements, "table");
    expect(texts(elements, "table caption").filter(Boolean)).toHaveLength(tables.length);
    const scopes = named(elements, "th").map(({ attributes }) => attributes.scope);
    expect(new Set(scopes)).toEqual(new Set(["row", "col", "colgroup"]));
  });

  it("leaves out what a dataset does not have", () => {
    const headings = texts(elementsOf(page({ train })), "h2");
    expect(headings).not.toContain("Where the records went");
    expect(headings).not.toContain("Between the splits");
    expect(texts(elements, "h2")).toEqual(
      expect.arrayContaining(["Where the records went", "Between the splits", ...headings]),
    );
  });

  it("lists hashtags as they were written, their words beside them", () => {
    const posts = [{ ...train[0], hashtags: [["aus", "open"]], surface: ["AusOpen"] }];
    expect(texts(elementsOf(page({ train: posts })), "bdi")).toEqual(["#AusOpen", "aus open"]);
  });

  it("takes names, hashtags and steps for text, whatever they say", () => {
    const post = { ...train[0], hashtags: [HOSTILE.split(" ")], surface: [HOSTILE] };
    const source = page(
      { train: [post] },
      { name: HOSTILE, createdFrom: HOSTILE, steps: [{ step: HOSTILE, posts: 1 }] },
    );
    const hostile = elementsOf(source);
    expect(texts(hostile, "h1")).toEqual([HOSTILE]);
    expect(texts(hostile, "dd")[1]).toBe(HOSTILE);
    expect(texts(hostile, "bdi")).toEqual([`#${HOSTILE}`, HOSTILE]);
    expect(texts(hostile, "th")).toContain(HOSTILE);
    expect(named(hostile, "script")).toEqual([]);
  });

  it("needs no script and no other file", () => {
    for (const { path, attributes } of elements) {
      expect(path).not.toMatch(/ (?:script|link|img|iframe|object|embed|use|image|base|a)$/);
      for (const name of Object.keys(attributes)) expect(name).not.toMatch(/^(?:on|src|.*href)/);
    }
    expect(page({ train, valid })).not.toMatch(/https?:|\/\/|@import|url\(/i);
  });
});
