import { DisjointSets } from "../support/disjoint-sets.js";
import { Random } from "../support/random.js";
import { SPLITS, type Split } from "./instance.js";
import { NearDuplicates } from "./near-duplicates.js";

/** How posts are divided: at random, by date, or by author. */
export const SPLIT_RULES = ["random", "time", "author"] as const;

/** A way to divide posts. */
export type SplitRule = (typeof SPLIT_RULES)[number];

/** Shares of training, validation and test posts; they add up to 1. */
export type Shares = Readonly<Record<Split, number>>;

/** Where a post goes; undefined: it is left out. */
export type Assignment = Split | undefined;

/**
 * Divides posts into splits such that no two of them that nearly repeat each other are in different
 * ones (paper section 3 splits at random and lets that happen).
 */
export class SplitAssigner {
  private readonly groups = new DisjointSets();
  private readonly duplicates = new NearDuplicates();
  private readonly firstOf = new Map<string, number>();
  private copies = 0;

  constructor(private readonly rule: SplitRule) {}

  /**
   * Adds the next post, in the order of dates.
   * @param words those that are compared
   */
  add(words: readonly string[], author: string | undefined): void {
    const item = this.groups.add();
    const repeated = this.duplicates.add(item, words);
    if (repeated.length > 0) this.copies++;
    for (const earlier of repeated) this.groups.join(item, earlier);
    if (this.rule !== "author" || author === undefined) return;
    const first = this.firstOf.get(author);
    if (first === undefined) this.firstOf.set(author, item);
    else this.groups.join(item, first);
  }

  /** Posts that nearly repeat an earlier one. */
  get nearDuplicates(): number {
    return this.copies;
  }

  /**
   * Divides the posts.
   * @param seed of the random order; the division by time has none
   * @returns a split for each post in the order they were added. By time, a post that nearly repeats
   *   one of an earlier split is left out; otherwise it goes where that one went.
   */
  assign(shares: Shares, seed: number): Assignment[] {
    return this.rule === "time" ? this.byTime(shares) : this.byGroup(shares, seed);
  }

  private byTime(shares: Shares): Assignment[] {
    const { groups } = this;
    const trainEnd = Math.round(shares.train * groups.size);
    const validEnd = Math.round((shares.train + shares.valid) * groups.size);
    const splitAt = (i: number): Split =>
      i < trainEnd ? "train" : i < validEnd ? "valid" : "test";
    return Array.from({ length: groups.size }, (_, i) =>
      splitAt(groups.find(i)) === splitAt(i) ? splitAt(i) : undefined,
    );
  }

  /** Groups in random order fill validation and test as long as they fit; the rest is training. */
  private byGroup(shares: Shares, seed: number): Assignment[] {
    const { groups } = this;
    const sizes = new Int32Array(groups.size);
    for (let i = 0; i < groups.size; i++) sizes[groups.find(i)]++;
    const firsts = Array.from(sizes.keys()).filter((i) => sizes[i] > 0);
    const room: Record<Split, number> = { train: groups.size, valid: 0, test: 0 };
    for (const split of SPLITS.slice(1)) room[split] = Math.round(shares[split] * groups.size);
    const splits: Split[] = [];
    for (const first of new Random(seed).shuffle(firsts)) {
      const size = sizes[first];
      const split = (["valid", "test"] as const).find((each) => size <= room[each]) ?? "train";
      room[split] -= size;
      splits[first] = split;
    }
    return Array.from({ length: groups.size }, (_, i) => splits[groups.find(i)]);
  }
}
