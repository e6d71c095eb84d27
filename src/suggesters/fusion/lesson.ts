import type { Instance } from "../../dataset/instance.js";
import { UserError } from "../../support/errors.js";
import { Random } from "../../support/random.js";
import { HashtagTable } from "../hashtag-table.js";
import type { LearningHooks } from "../system.js";
import { CalibratedRanker } from "./calibrated-ranker.js";
import { HashtagNames } from "./hashtag-names.js";
import { KINDS, type Kind, NOMINATE } from "./kinds.js";
import { FusionKnowledge, type Nominations } from "./knowledge.js";
import type { Candidates } from "./listwise-ranker.js";
import { FusionParts } from "./parts.js";

/** Posts that suffice for the rankers, which keep in memory all that is known of their candidates. */
const JUDGED = 20_000;

/** What a candidate's share is worth where too few posts can tell: a phrase has to prove itself. */
const UNTESTED = {
  known: [
    [0, 0],
    [1, 1],
  ],
  phrases: [[0, 0]],
} as const;

/** What a fusion knows and how it judges. */
export interface Learnt {
  readonly knowledge: FusionKnowledge;
  readonly hashtags: HashtagTable;
  readonly rankers: Readonly<Record<Kind, CalibratedRanker>>;
}

/**
 * Learns all that a fusion needs.
 * @param folds parts of the posts: what the rankers see of each is said by those who learnt from the others
 * @throws UserError when there are fewer posts than folds
 */
export async function learnFusion(
  training: readonly Instance[],
  folds: number,
  { seed, onProgress = () => {} }: LearningHooks,
): Promise<Learnt> {
  const hashtags = new HashtagTable();
  const gold = numbersOf(training, hashtags);
  if (training.length < folds) {
    throw new UserError(
      `there are ${training.length} training posts, and fusion divides them in ${folds}. Set fewer "folds", or train another system.`,
    );
  }
  const lesson = { training, gold, names: HashtagNames.of(hashtags.toJSON(), training), hashtags };
  const fold = new Random(seed).shuffle(training.map((_, post) => post % folds));
  const lists: Record<Kind, Candidates[]> = { known: [], phrases: [] };
  for (let held = 0; held < folds; held++) {
    const seen = training.map((_, post) => post).filter((post) => fold[post] !== held);
    const knowledge = await know(seen, lesson, (fraction) =>
      onProgress((held + fraction) / (folds + 1)),
    );
    const rest = training.filter((_, post) => fold[post] === held);
    for (const post of rest.slice(0, JUDGED / folds)) {
      const read = knowledge.read(post);
      for (const kind of KINDS) lists[kind].push(mark(post, NOMINATE[kind](read, knowledge)));
    }
  }
  const rankers = {
    known: CalibratedRanker.fit(lists.known, seed, UNTESTED.known),
    phrases: CalibratedRanker.fit(lists.phrases, seed, UNTESTED.phrases),
  };
  const knowledge = await know([...training.keys()], lesson, (fraction) =>
    onProgress((folds + fraction) / (folds + 1)),
  );
  return { knowledge, hashtags, rankers };
}

/** All that a fusion learns from. */
interface Lesson {
  readonly training: readonly Instance[];
  readonly gold: readonly ReadonlySet<number>[];
  readonly names: HashtagNames;
  readonly hashtags: HashtagTable;
}

/** What some of the posts teach. */
async function know(
  seen: readonly number[],
  { training, gold, names, hashtags }: Lesson,
  onProgress: (fraction: number) => void,
): Promise<FusionKnowledge> {
  const numbers = seen.map((post) => gold[post]);
  const posts = postsOf(numbers, hashtags.size);
  const threads = seen.map((post) => training[post]);
  const parts = await FusionParts.learn(threads, posts, onProgress);
  return new FusionKnowledge(parts, names, hashtags, training.length / seen.length);
}

/** Candidates for a post with the right ones marked. */
function mark(post: Instance, { hashtags, features }: Nominations): Candidates {
  const gold = new Set(post.hashtags.map((words) => words.join("")));
  const isRight = hashtags.map(({ words }) => (gold.has(words.join("")) ? 1 : 0));
  return { features, isRight: Uint8Array.from(isRight) };
}

/** The numbers of each post's hashtags, new ones included. */
export function numbersOf(instances: readonly Instance[], hashtags: HashtagTable): Set<number>[] {
  return instances.map((each) => new Set(each.hashtags.map((words) => hashtags.add(words))));
}

/** The posts of each hashtag. */
export function postsOf(gold: readonly ReadonlySet<number>[], hashtags: number): number[][] {
  const posts: number[][] = Array.from({ length: hashtags }, () => []);
  for (const [post, numbers] of gold.entries()) for (const each of numbers) posts[each].push(post);
  return posts;
}
