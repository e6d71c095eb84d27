import { describe, expect, it } from "vitest";
import type { Post } from "../corpus/post.js";
import { reasonToSkip, type ThreadFilter } from "./filters.js";

const POST: Post = {
  id: "1",
  author: "ann",
  text: "What a wonderful match that was yesterday",
  createdAt: "2024-01-31T12:00:00.000Z",
  language: "en",
  source: "twitter",
};

const reason = (filter: ThreadFilter, others: Partial<Post> = {}, replies: Post[] = []) =>
  reasonToSkip({ post: { ...POST, ...others }, replies }, filter);

const [NOON, LATER] = ["2024-01-31T12:00:00.000Z", "2024-01-31T12:00:00.001Z"];

describe("reasonToSkip", () => {
  it.each<[string | undefined, ThreadFilter]>([
    [undefined, {}],
    [undefined, { platforms: ["weibo", "twitter"] }],
    ["another platform", { platforms: ["weibo"] }],
    [undefined, { since: NOON, until: LATER }],
    [`before ${LATER}`, { since: LATER }],
    [`not before ${NOON}`, { until: NOON }],
    [undefined, { authors: new Set(["ann"]), notAuthors: new Set(["bob"]) }],
    ["another author", { authors: new Set(["bob"]) }],
    ["an excluded author", { notAuthors: new Set(["ann"]) }],
    ["fewer than 1 reply", { minReplies: 1 }],
    [undefined, { languages: ["zh", "en"] }],
    ["another language", { languages: ["zh"] }],
    ["another platform", { platforms: ["weibo"], languages: ["zh"] }],
  ])("is %s for %o", (expected, filter) => {
    expect(reason(filter)).toBe(expected);
  });

  it("needs a date where the filter compares dates, or says so", () => {
    const undated = { createdAt: undefined } as Partial<Post>;
    expect(reason({}, undated)).toBeUndefined();
    for (const filter of [{ since: NOON }, { until: NOON }, { needs: "date" } as const]) {
      expect(reason(filter, undated)).toBe("no date");
    }
    expect(reason({ needs: "date" })).toBeUndefined();
  });

  it("needs an author, and a date or a running number, where it says so", () => {
    const numbered = { id: "ann/12", createdAt: undefined } as Partial<Post>;
    expect(reason({ needs: "place" })).toBeUndefined();
    expect(reason({ needs: "place" }, numbered)).toBeUndefined();
    expect(reason({ needs: "place" }, { ...numbered, id: "12" })).toBe(
      "neither a date nor a running number",
    );
    const unknown = { ...numbered, author: undefined } as Partial<Post>;
    expect(reason({ needs: "place" }, unknown)).toBe("no author");
  });

  it("counts replies", () => {
    expect(reason({ minReplies: 2 }, {}, [POST, POST])).toBeUndefined();
    expect(reason({ minReplies: 2 }, {}, [POST])).toBe("fewer than 2 replies");
  });

  it("recognises the language that a platform does not give, and believes one that does", () => {
    const unknown = { language: undefined } as Partial<Post>;
    expect(reason({ languages: ["en"] }, unknown)).toBeUndefined();
    expect(reason({ languages: ["zh"] }, unknown)).toBe("another language");
    expect(reason({ languages: ["de"] }, { language: "de" })).toBeUndefined();
    expect(reason({ languages: ["en"] }, { ...unknown, text: "!?" })).toBe("another language");
  });

  it("does not take a post without an author for one of the authors", () => {
    const unknown = { author: undefined } as Partial<Post>;
    expect(reason({ authors: new Set(["ann"]) }, unknown)).toBe("another author");
    expect(reason({ notAuthors: new Set(["ann"]) }, unknown)).toBeUndefined();
  });
});
