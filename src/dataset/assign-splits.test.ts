import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Assignment, type Shares, SplitAssigner, type SplitRule } from "./assign-splits.js";
import { SPLITS } from "./instance.js";
import { NearDuplicates } from "./near-duplicates.js";

const SHARES: Shares = { train: 0.8, valid: 0.1, test: 0.1 };

interface Item {
  readonly words: readonly string[];
  readonly author?: string;
  readonly moment?: number;
}

function assign(items: readonly Item[], rule: SplitRule, shares = SHARES, seed = 1): Assignment[] {
  const assigner = new SplitAssigner(rule);
  for (const { words, author, moment } of items) {
    assigner.add(words, author, moment === undefined ? undefined : [moment]);
  }
  return assigner.assign(shares, seed);
}

/** Posts that have nothing in common. */
const distinct = (count: number): Item[] =>
  Array.from({ length: count }, (_, i) => ({
    words: [`a${i}`, `b${i}`],
    author: `author${i}`,
    moment: i,
  }));

const counts = (splits: readonly Assignment[]) =>
  ["train", "valid", "test", undefined].map((each) => splits.filter((s) => s === each).length);

/** Posts among which copies are frequent. */
const items = fc.array(
  fc.record({
    words: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 }),
    author: fc.option(fc.constantFrom("ann", "bob", "cy", "di", "eve"), { nil: undefined }),
    moment: fc.option(fc.nat({ max: 99 }), { nil: undefined }),
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

  it("divides the posts of every author in the order of time, whatever order they come in", () => {
    const shares = { train: 0.5, valid: 0.25, test: 0.25 };
    const posts = distinct(8).map((each, i) => ({
      ...each,
      author: i % 2 ? "ann" : "bob",
      moment: i % 2 ? 100 - i : i,
    }));
    // The earliest of bob are 0, 2, 4, 6; those of ann 7, 5, 3, 1.
    expect(assign(posts, "author-time", shares)).toEqual([
      "train",
      "test",
      "train",
      "valid",
      "valid",
      "train",
      "test",
      "train",
    ]);
    posts[6] = { ...posts[6], words: posts[5].words };
    expect(assign(posts, "author-time", shares)[6]).toBeUndefined();
    // A post without a place in time has no split, and takes none from the others.
    const unknown = { words: ["c"], author: "ann" };
    expect(assign([unknown, ...posts.slice(0, 5)], "author-time", shares)[0]).toBeUndefined();
  });

  it("never trains on a post behind one of the same author that is held out, by time within authors", () => {
    fc.assert(
      fc.property(items, (posts) => {
        const splits = assign(posts, "author-time", { train: 0.4, valid: 0.3, test: 0.3 });
        for (const [i, earlier] of posts.entries()) {
          for (const [j, later] of posts.entries()) {
            if (earlier.author !== later.author || !splits[i] || !splits[j]) continue;
            if (earlier.moment! >= later.moment!) continue;
            expect(SPLITS.indexOf(splits[i])).toBeLessThanOrEqual(SPLITS.indexOf(splits[j]));
          }
        }
      }),
    );
  });

  it.each<SplitRule>(["random", "time", "author", "author-time"])(
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
          if (!rule.endsWith("time")) expect(splits).not.toContain(undefined);
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
