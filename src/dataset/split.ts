import { divideGroups, type Shares } from "./assign-splits.js";
import type { Instance, Split } from "./instance.js";

/** Paper section 3. */
const SHARES: Shares = { train: 0.8, valid: 0.1, test: 0.1 };

/**
 * Splits instances at random into 80% training, 10% validation and 10% test. Posts with the same
 * words stay together, so that no held-out post was seen in training.
 * @param seed the same seed and instances give the same split
 */
export function splitInstances(
  instances: readonly Instance[],
  seed: number,
): Record<Split, Instance[]> {
  const splits: Record<Split, Instance[]> = { train: [], valid: [], test: [] };
  const groups = divideGroups(groupByPost(instances), ({ length }) => length, SHARES, seed);
  for (const [group, split] of groups) splits[split].push(...group);
  return splits;
}

/** The instances grouped by the words of their posts. */
function groupByPost(instances: readonly Instance[]): Instance[][] {
  const groups = new Map<string, Instance[]>();
  for (const instance of instances) {
    const key = instance.post.join(" ");
    const group = groups.get(key);
    if (group) group.push(instance);
    else groups.set(key, [instance]);
  }
  return [...groups.values()];
}
