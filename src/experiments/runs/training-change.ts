import type { Dataset } from "../../dataset/folder.js";
import { hashtagKey, type Instance } from "../../dataset/instance.js";
import { leaveOutNonTopical, topicality } from "../../dataset/topicality.js";
import { UserError } from "../../support/errors.js";
import { Random } from "../../support/random.js";
import { withTraining } from "./derived-dataset.js";
import type { Planted, TrainingChange } from "./run-spec.js";
import { hideHashtags } from "./unseen-hashtags.js";

/** A hashtag that no post has by itself. */
const PLANTED = ["planted", "at", "random"];

/** The planted hashtag as topicalities are looked up by. */
export const PLANTED_KEY = hashtagKey(PLANTED);

/**
 * The dataset as a run is to be trained on it; no split but training is touched.
 * @throws UserError when no training post would be left
 */
export function changeTraining<D extends Dataset<"train">>(
  dataset: D & Partial<Dataset>,
  { hidden, planted, topicality: least }: TrainingChange,
): D {
  const seen = hidden ? hideHashtags(dataset, hidden) : dataset;
  const grown = planted ? withTraining(seen, plant(seen.train, planted)) : seen;
  if (least === undefined) return grown;
  const { instances } = leaveOutNonTopical(grown.train, topicality(grown.train), least);
  if (instances.length > 0) return withTraining(grown, instances);
  throw new UserError(
    `${dataset.info.name}: no training post has a hashtag of a topicality of ${least} or more. Give a lower "topicality" in the file of --config.`,
  );
}

/** Puts one hashtag on a share of posts at random: it says nothing about their words. */
export function plant(instances: readonly Instance[], { share, seed }: Planted): Instance[] {
  const order = new Random(seed).shuffle([...instances.keys()]);
  const chosen = new Set(order.slice(0, Math.round(share * instances.length)));
  return instances.map((instance, i) => {
    if (!chosen.has(i)) return instance;
    const { hashtags, surface } = instance;
    return {
      ...instance,
      hashtags: [...hashtags, PLANTED],
      ...(surface && { surface: [...surface, PLANTED.join("")] }),
    };
  });
}
