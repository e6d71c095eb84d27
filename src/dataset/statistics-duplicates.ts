import type { Instance, Split } from "./instance.js";
import { NearDuplicates } from "./near-duplicates.js";

/** Posts of a split that repeat a post of an earlier split. */
export interface Duplicates {
  split: Split;
  earlier: Split;
  /** Posts that have the same words. */
  posts: number;
  /** Posts that share most words and word pairs (see `NearDuplicates`), those above included. */
  nearPosts: number;
}

/**
 * Counts what posts of later splits repeat.
 * @param splits in their order
 * @returns a count for each pair of them, by the earlier one
 */
export function duplicatesAcross(
  dataset: Readonly<Record<Split, readonly Instance[]>>,
  splits: readonly Split[],
): Duplicates[] {
  return splits.slice(0, -1).flatMap((earlier, i) => {
    const copied = exactCopies(dataset[earlier]);
    const repeated = nearCopies(dataset[earlier]);
    return splits.slice(i + 1).map((split) => ({
      split,
      earlier,
      posts: dataset[split].filter(copied).length,
      nearPosts: dataset[split].filter(repeated).length,
    }));
  });
}

function exactCopies(instances: readonly Instance[]): (instance: Instance) => boolean {
  const key = ({ post }: Instance) => post.join(" ");
  const posts = new Set(instances.map(key));
  return (instance) => posts.has(key(instance));
}

/** A test that notes every post it is asked about; posts noted first are the ones it finds. */
function nearCopies(instances: readonly Instance[]): (instance: Instance) => boolean {
  const duplicates = new NearDuplicates();
  instances.forEach(({ post }, i) => {
    duplicates.add(i, post);
  });
  const later = instances.length;
  return ({ post }) => duplicates.add(later, post).some((item) => item < later);
}
