import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DisjointSets } from "./disjoint-sets.js";

describe("DisjointSets", () => {
  it("groups what is joined, directly or through others, and nothing else", () => {
    const joins = fc.array(fc.tuple(fc.nat({ max: 29 }), fc.nat({ max: 29 })), { maxLength: 40 });
    fc.assert(
      fc.property(joins, (pairs) => {
        const sets = new DisjointSets();
        const labels = Array.from({ length: 30 }, () => sets.add());
        for (const [a, b] of pairs) {
          sets.join(a, b);
          const [from, to] = [labels[a], labels[b]];
          labels.forEach((label, i) => {
            if (label === from) labels[i] = to as number;
          });
        }
        const groupsOf = (i: number) =>
          labels.flatMap((label, j) => (label === labels[i] ? j : []));
        for (let i = 0; i < 30; i++) expect(sets.find(i)).toBe(Math.min(...groupsOf(i)));
      }),
    );
  });

  it("grows", () => {
    const sets = new DisjointSets();
    for (let i = 0; i < 5000; i++) expect(sets.add()).toBe(i);
    sets.join(4999, 3);
    expect(sets.find(4999)).toBe(3);
    expect(sets.size).toBe(5000);
  });
});
