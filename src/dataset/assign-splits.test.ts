import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Assignment, type Shares, SplitAssigner, type SplitRule } from "./assign-splits.js";
import { NearDuplicates } from "./near-duplicates.js";

const SHARES: Shares = { train: 0.8, valid: 0.1, test: 0.1 };

interface Item {
  readonly words: readonly string[];
  readonly author?: string;
}

function assign(items: readonly Item[], rule: SplitRule, shares = SHARES, seed = 1): Assignment[] {
  const assigner = new SplitAssigner(rule);
  for (const { words, author } of items) assigner.add(words, author);
  return assigner.assign(shares, seed);
}

/** Posts that have nothing in common. */
const distinct = (count: number): Item[] =>
  Array.from({ length: count }, (_, i) => ({ words: [`a${i}`, `b${i}`] }));

const counts = (splits: readonly Assignment[]) =>
  ["train", "valid", "test", undefined].map((each) => splits.filter((s) => s === each).length);

/** Posts among which copies are frequent. */
const items = fc.array(
  fc.record({
    words: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 }),
    author: fc.option(fc.constantFrom("ann", "bob", "cy", "di", "eve"), { nil: undefined }),
  }),
  { maxLength: 60 },
);

describe("SplitAssigner", () => {
  it.each<SplitRule>(["random", "time", "author"])("divides as the shares say (%s)", (rule) => {
    expect(counts(assign(distinct(200), rule))).toEqual([160, 20, 20, 0]);
    const halves = { train: 0.5, valid: 0, test: 0.5 };
    expect(counts(assign(distinct(200), rule, halves))).toEqual([100, 0, 100, 0]);
  });

  it("divides nothing", () => {
    expect(assign([], "random")).toEqual([]);
  });

  it("keeps the order of time", () => {
    expect(assign(distinct(10), "time").join(" ")).toBe(`${"train ".repeat(8)}valid test`);
  });

  it("draws another order with another seed, the same with the same", () => {
    const posts = distinct(50);
    expect(assign(posts, "random", SHARES, 2)).toEqual(assign(posts, "random", SHARES, 2));
    expect(assign(posts, "random", SHARES, 2)).not.toEqual(assign(posts, "random", SHARES, 3));
  });

  it("puts a group that fits nowhere else into training", () => {
    const copies = Array.from({ length: 60 }, () => ({ words: ["same"] }));
    const splits = assign([...copies, ...distinct(40)], "random");
    expect(new Set(splits.slice(0, 60))).toEqual(new Set(["train"]));
    expect(counts(splits)).toEqual([80, 10, 10, 0]);
  });

  it("leaves out by time what repeats a post of an earlier split", () => {
    const posts = distinct(10);
    posts[1] = posts[9] = { words: ["said", "before"] };
    expect(assign(posts, "time").slice(8)).toEqual(["valid", undefined]);
  });

  it("counts posts that repeat an earlier one", () => {
    const assigner = new SplitAssigner("random");
    for (const word of ["a", "b", "a", "a"]) assigner.add([word], undefined);
    expect(assigner.nearDuplicates).toBe(2);
  });

  it.each<SplitRule>(["random", "time", "author"])(
    "never has near-duplicates in different splits (%s)",
    (rule) => {
      fc.assert(
        fc.property(items, fc.nat(), (posts, seed) => {
          const splits = assign(posts, rule, { train: 0.4, valid: 0.3, test: 0.3 }, seed);
          const duplicates = new NearDuplicates();
          posts.forEach(({ words }, i) => {
            if (splits[i] === undefined) return;
            for (const j of duplicates.add(i, words)) expect(splits[j]).toBe(splits[i]);
          });
          if (rule !== "time") expect(splits).not.toContain(undefined);
        }),
      );
    },
  );

  it("never has an author in two splits, by author", () => {
    fc.assert(
      fc.property(items, fc.nat(), (posts, seed) => {
        const splits = assign(posts, "author", { train: 0.4, valid: 0.3, test: 0.3 }, seed);
        const splitOf = new Map<string, Assignment>();
        posts.forEach(({ author }, i) => {
          if (author === undefined) return;
          expect(splitOf.get(author) ?? splits[i]).toBe(splits[i]);
          splitOf.set(author, splits[i]);
        });
      }),
    );
  });
});
