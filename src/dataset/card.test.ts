import { describe, expect, it } from "vitest";
import { datasetCard } from "./card.js";
import type { PreparationOptions } from "./preparation-options.js";

const OPTIONS: PreparationOptions = {
  name: "tennis",
  createdFrom: "the posts in corpus.duckdb",
  language: "en",
  filter: {},
  minWords: 1,
  hideAnswers: true,
  rule: "random",
  shares: { train: 0.8, valid: 0.1, test: 0.1 },
  seed: 7,
};

function card(options: Partial<PreparationOptions> = {}): string {
  const steps = [
    { step: "posts in the store", posts: 12_345 },
    { step: "instances", posts: 1200 },
  ];
  const { name, createdFrom } = OPTIONS;
  const description = { name, createdFrom, language: "en" as const, steps };
  return datasetCard(description, { train: 1000, test: 200 }, { ...OPTIONS, ...options });
}

describe("datasetCard", () => {
  it("says where the dataset comes from, how it is divided, and where the posts went", () => {
    const text = card();
    expect(text).toMatch(/^# tennis\n\nA dataset for threadtag, made from the posts in corpus\./);
    expect(text).toContain("Divided at random (seed 7), 80% train, 10% valid, 10% test;");
    expect(text).toContain("| split | posts |\n|---|---|\n| train | 1,000 |\n| test | 200 |\n\n");
    expect(text).toContain("| posts in the store | 12,345 |\n| instances | 1,200 |\n\n");
    expect(text).not.toContain("valid |");
  });

  it("says for each way to divide what becomes of posts that nearly repeat each other", () => {
    expect(card()).toMatch(/; posts that nearly repeat each other are in the same split\.$/m);
    expect(card({ rule: "author" })).toMatch(
      /Divided by author \(seed 7\), .*; posts of one author, or .* same split\.$/m,
    );
    const byTime = card({ rule: "time" });
    expect(byTime).toMatch(/Divided by date, .*; posts .* of an earlier split are left out\.$/m);
    expect(byTime).not.toContain("same split");
    expect(card({ rule: "author-time" })).toMatch(
      /Divided by time within each author, .* of an earlier split are left out\.$/m,
    );
  });

  it("names the other rules", () => {
    expect(card()).toContain("taken out of the replies");
    expect(card({ hideAnswers: false })).toContain("left in the replies");
    expect(card()).toContain("fewer than 1 word are");
    expect(card({ minWords: 3 })).toContain("fewer than 3 words are");
  });

  it("names the filters, authors too", () => {
    expect(card()).toContain("Filters: none.");
    const filter = { since: "2024-01-01T00:00:00.000Z", authors: new Set(["ann", "bob"]) };
    expect(card({ filter })).toContain(
      'Filters: `{"since":"2024-01-01T00:00:00.000Z","authors":["ann","bob"]}`.',
    );
  });
});
