import { UserError } from "../support/errors.js";
import { DatasetWriter } from "./dataset-writer.js";
import {
  CARD_FILE,
  type DatasetDescription,
  type DatasetInfo,
  readDatasetInfo,
  splitPath,
} from "./folder.js";
import { type Instance, instanceSchema, SPLITS, type Split } from "./instance.js";
import { readJsonLines } from "./jsonl.js";
import {
  FEWEST_POSTS,
  nonTopical,
  topicality,
  topicalityList,
  withoutHashtags,
} from "./topicality.js";

/** What became of a dataset whose hashtags without a topic were left out. */
export interface TopicalDataset {
  /** What `dataset.json` now says. */
  readonly info: DatasetInfo;
  /** The hashtags that were left out and their topicality, the least topical first. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** Writes the card of a dataset, without what is said there about topicality. */
export type CardWriter = (
  description: DatasetDescription,
  counts: Readonly<Partial<Record<Split, number>>>,
) => string;

/**
 * Leaves hashtags without a topic, and posts that have no other, out of every split of a dataset folder.
 * Only training posts say which hashtags these are; random numbers take the seed of the dataset, or 1. Of
 * the dataset only the words and hashtags of training posts are in memory.
 * @param least the topicality that hashtags must have
 * @throws UserError when no training post is left; the folder is then as before
 */
export function leaveOutOfDataset(
  folder: string,
  least: number,
  cardOf: CardWriter,
): TopicalDataset {
  const { name, language, seed, createdFrom, steps = [], counts } = readDatasetInfo(folder);
  const leftOut = nonTopical(topicality(trainingPosts(folder), seed), least);
  const writer = new DatasetWriter(folder);
  try {
    const present = SPLITS.filter((split) => counts[split]);
    for (const split of present) copyWithout(leftOut, folder, split, writer);
    if (!writer.counts.train) throw noTraining(folder, least);
    const [before, after] = [counts, writer.counts].map(total);
    const description = {
      ...{ name, language, seed, createdFrom },
      steps: [
        ...steps,
        { step: `hashtags of a topicality below ${least}, taken out`, posts: leftOut.size },
        { step: "left out: only such hashtags", posts: before - after },
        { step: "instances that keep a hashtag", posts: after },
      ],
    };
    const card = `${cardOf(description, writer.counts)}\n${section(leftOut, least, before - after)}`;
    return { info: writer.finish(description, { [CARD_FILE]: card }), leftOut };
  } catch (error) {
    writer.discard();
    throw error;
  }
}

/** The training posts with nothing but what topicality is computed from. */
function trainingPosts(folder: string): Instance[] {
  return Array.from(
    readJsonLines(splitPath(folder, "train"), instanceSchema),
    ({ id, post, hashtags }) => ({ id, post, conversation: [], hashtags }),
  );
}

function copyWithout(
  refused: ReadonlyMap<string, number>,
  folder: string,
  split: Split,
  writer: DatasetWriter,
): void {
  for (const instance of readJsonLines(splitPath(folder, split), instanceSchema)) {
    const kept = withoutHashtags(instance, refused);
    if (kept) writer.add(split, JSON.stringify(kept));
  }
}

function total(counts: Readonly<Partial<Record<Split, number>>>): number {
  return SPLITS.reduce((sum, split) => sum + (counts[split] ?? 0), 0);
}

/** The card of a dataset of which nothing else is to be said. */
export const plainCard: CardWriter = ({ name, createdFrom }) =>
  `# ${name}\n\nA dataset for threadtag, made from ${createdFrom}.\n`;

/** What the card says about topicality. The list is a code block, as hashtags may hold any sign. */
function section(leftOut: ReadonlyMap<string, number>, least: number, dropped: number): string {
  return `## Hashtags without a topic

The topicality of a hashtag is the probability that a post with it looks more like its other posts than a
post without it does: 0.5 where words say nothing about it. Hashtags of ${FEWEST_POSTS} or more training posts and a
topicality below ${least} were taken out of every split: ${leftOut.size} of them. So were posts that had no
other hashtag: ${dropped}.
${leftOut.size > 0 ? `\n${topicalityList(leftOut, leftOut.size)}` : ""}`;
}

function noTraining(folder: string, least: number): UserError {
  return new UserError(
    `--topical ${least}: no training post would keep a hashtag. Give a lower topicality; until then, ${folder} holds the dataset with all hashtags.`,
  );
}
