import { Random } from "../support/random.js";
import type { Instance, Split } from "./instance.js";

/** The share of the posts that goes to validation, and again to test (paper section 3: 80/10/10). */
const HELD_OUT = 0.1;

/**
 * Splits instances at random into 80% training, 10% validation and 10% test. Posts with the same
 * words stay together, so that no held-out post was seen in training.
 * @param seed the same seed and instances give the same split
 */
export function splitInstances(
  instances: readonly Instance[],
  seed: number,
): Record<Split, Instance[]> {
  const heldOut = Math.round(instances.length * HELD_OUT);
  const splits: Record<Split, Instance[]> = { train: [], valid: [], test: [] };
  for (const group of new Random(seed).shuffle(groupByPost(instances))) {
    const room = (["valid", "test"] as const).find(
      (split) => splits[split].length + group.length <= heldOut,
    );
    splits[room ?? "train"].push(...group);
  }
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
