import { compareMoments, type Moment } from "../corpus/running-number.js";
import { DisjointSets } from "../support/disjoint-sets.js";
import { Random } from "../support/random.js";
import { SPLITS, type Split } from "./instance.js";
import { NearDuplicates } from "./near-duplicates.js";

/** How posts are divided: at random, by date, by author, or by time within each author. */
export const SPLIT_RULES = ["random", "time", "author", "author-time"] as const;

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
  /** The posts of each author, where the rule asks for them. */
  private readonly postsOf = new Map<string, number[]>();
  /** When each post was written, where the rule asks for it. */
  private readonly moments: (Moment | undefined)[] = [];
  private copies = 0;

  constructor(private readonly rule: SplitRule) {}

  /**
   * Adds the next post, in the order of dates.
   * @param words those that are compared
   * @param moment when it was written, as far as posts of its author can be compared
   */
  add(words: readonly string[], author: string | undefined, moment?: Moment): void {
    const item = this.groups.add();
    const repeated = this.duplicates.add(item, words);
    if (repeated.length > 0) this.copies++;
    for (const earlier of repeated) this.groups.join(item, earlier);
    if (this.rule === "random" || this.rule === "time" || author === undefined) return;
    const posts = this.postsOf.get(author) ?? [];
    this.postsOf.set(author, posts);
    posts.push(item);
    if (this.rule === "author") this.groups.join(item, posts[0]);
    else this.moments[item] = moment;
  }

  /** Posts that nearly repeat an earlier one. */
  get nearDuplicates(): number {
    return this.copies;
  }

  /**
   * Divides the posts.
   * @param seed of the random order; the divisions by time have none
   * @returns a split for each post in the order they were added. By time, a post that nearly repeats
   *   one of an earlier split is left out; otherwise it goes where that one went.
   */
  assign(shares: Shares, seed: number): Assignment[] {
    if (this.rule === "time") return this.withoutRepeats(inOrder(this.groups.size, shares));
    if (this.rule === "author-time") return this.withoutRepeats(this.byTimeOfAuthor(shares));
    return this.byGroup(shares, seed);
  }

  /** The posts of each author in the order of time, the earliest first; those without an author stay out. */
  private byTimeOfAuthor(shares: Shares): Assignment[] {
    const { moments } = this;
    const splits = new Array<Assignment>(this.groups.size).fill(undefined);
    for (const posts of this.postsOf.values()) {
      const placed = posts.filter((post) => moments[post]);
      placed.sort((a, b) => compareMoments(moments[a] as Moment, moments[b] as Moment));
      const own = inOrder(placed.length, shares);
      for (const [place, post] of placed.entries()) splits[post] = own[place];
    }
    return splits;
  }

  /** Leaves out posts that nearly repeat one of an earlier split. */
  private withoutRepeats(splits: readonly Assignment[]): Assignment[] {
    const rank = (split: Assignment) => (split ? SPLITS.indexOf(split) : SPLITS.length);
    const earliest: Assignment[] = [];
    for (const [post, split] of splits.entries()) {
      const group = this.groups.find(post);
      if (rank(split) < rank(earliest[group])) earliest[group] = split;
    }
    return splits.map((split, post) =>
      earliest[this.groups.find(post)] === split ? split : undefined,
    );
  }

  private byGroup(shares: Shares, seed: number): Assignment[] {
    const { groups } = this;
    const sizes = new Int32Array(groups.size);
    for (let i = 0; i < groups.size; i++) sizes[groups.find(i)]++;
    const firsts = Array.from(sizes.keys()).filter((i) => sizes[i] > 0);
    const splits = divideGroups(firsts, (first) => sizes[first], shares, seed);
    return Array.from({ length: groups.size }, (_, i) => splits.get(groups.find(i)));
  }
}

/**
 * Divides groups of posts that must stay together: in random order they fill validation and test as long as
 * they fit; the rest is training.
 * @param sizeOf how many posts a group has
 * @returns the groups in that order
 */
export function divideGroups<T>(
  groups: readonly T[],
  sizeOf: (group: T) => number,
  shares: Shares,
  seed: number,
): Map<T, Split> {
  const total = groups.reduce((sum, group) => sum + sizeOf(group), 0);
  const room = { valid: Math.round(shares.valid * total), test: Math.round(shares.test * total) };
  const order = new Random(seed).shuffle([...groups]);
  return new Map(
    order.map((group) => {
      const size = sizeOf(group);
      const split = (["valid", "test"] as const).find((each) => size <= room[each]);
      if (split) room[split] -= size;
      return [group, split ?? "train"];
    }),
  );
}

/** Splits for posts in the order of time. */
function inOrder(posts: number, shares: Shares): Split[] {
  const trainEnd = Math.round(shares.train * posts);
  const validEnd = Math.round((shares.train + shares.valid) * posts);
  return Array.from({ length: posts }, (_, i) =>
    i < trainEnd ? "train" : i < validEnd ? "valid" : "test",
  );
}
