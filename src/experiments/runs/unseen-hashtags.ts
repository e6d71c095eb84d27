import type { Dataset } from "../../dataset/folder.js";
import { hashtagKey, type Instance } from "../../dataset/instance.js";
import { withoutHashtags } from "../../dataset/topicality.js";
import { UserError } from "../../support/errors.js";
import { Random } from "../../support/random.js";
import { withTraining } from "./derived-dataset.js";
import type { HiddenTags } from "./run-spec.js";

/**
 * Removes hashtags of a held-out split from the training posts, so that the split's posts with them become
 * a test of hashtags that training never showed (paper section 4.2; the authors collected further posts
 * instead). A training post that has no other hashtag is left out. No other split is touched.
 * @returns the dataset with other training posts, and their hash
 * @throws UserError when no training post would be left
 */
export function hideHashtags<D extends Dataset<"train">>(
  dataset: D & Partial<Dataset>,
  hidden: HiddenTags,
): D {
  const chosen = chooseHashtags(dataset[hidden.split] ?? [], hidden);
  const train = dataset.train.flatMap((instance) => withoutHashtags(instance, chosen) ?? []);
  if (train.length === 0) {
    throw new UserError(
      `${dataset.info.name}: every training post has one of the ${chosen.size} hashtags of the ${hidden.split} split that are to be unseen. Take a larger dataset, or a smaller share of its hashtags ("unseenShare" in the file of --config).`,
    );
  }
  return withTraining(dataset, train);
}

/**
 * The places of posts none of whose hashtags a training post has.
 * @throws UserError when there is none
 */
export function unseenPosts(instances: readonly Instance[], train: readonly Instance[]): number[] {
  const known = new Set(hashtagKeys(train));
  const places = [...instances.keys()].filter((place) =>
    instances[place]!.hashtags.every((tag) => !known.has(hashtagKey(tag))),
  );
  if (places.length > 0) return places;
  throw new UserError(
    `each of the ${instances.length} posts has a hashtag that training posts have, too: there is no post to try unseen hashtags on. Take a larger dataset, or a larger share of its hashtags ("unseenShare" in the file of --config).`,
  );
}

/** Draws a share of the distinct hashtags, one at least. */
function chooseHashtags(
  instances: readonly Instance[],
  { share, seed }: HiddenTags,
): ReadonlySet<string> {
  const distinct = [...new Set(hashtagKeys(instances))];
  const count = Math.max(1, Math.round(share * distinct.length));
  return new Set(new Random(seed).shuffle(distinct).slice(0, count));
}

function hashtagKeys(instances: readonly Instance[]): string[] {
  return instances.flatMap(({ hashtags }) => hashtags.map(hashtagKey));
}
