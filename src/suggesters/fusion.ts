import { z } from "zod";
import type { Instance } from "../dataset/instance.js";
import { UserError } from "../support/errors.js";
import { Random } from "../support/random.js";
import { Calibration, calibrationSchema } from "./calibration.js";
import { type Nominations, nominate } from "./fusion-candidates.js";
import { FusionParts } from "./fusion-parts.js";
import { HashtagNames, namesSchema } from "./hashtag-names.js";
import { HashtagTable } from "./hashtag-table.js";
import { LinearClassifier } from "./linear-classifier.js";
import { type Candidates, ListwiseRanker, rankerSchema, softmax } from "./listwise-ranker.js";
import { rankAll } from "./rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "./suggester.js";
import type { LearningHooks, LearntSuggester, System } from "./system.js";
import { TextKernel } from "./text-kernel.js";
import { topPlaces } from "./top-places.js";

const BYTES = {
  terms: "terms.bin",
  postings: "postings.bin",
  supports: "supports.bin",
  weights: "weights.bin",
  postTerms: "post-terms.bin",
  postPostings: "post-postings.bin",
  conversationTerms: "conversation-terms.bin",
  conversationPostings: "conversation-postings.bin",
};
const FUSION = "fusion.json";

/** Suggestions that are looked at to see how often they are right. */
const LOOKED_AT = 10;
/** What shares are worth where there were too few posts to see. */
const UNTESTED = [
  [0, 0],
  [1, 1],
] as const;

const settingsSchema = z.strictObject({
  /** Parts of the training posts: the parts learn from all but one, and the ranker how they do on that one. */
  folds: z.int().min(2).default(5),
});

/** Settings of `fusion`. */
export type FusionSettings = z.infer<typeof settingsSchema>;

const fusionSchema = z.object({
  hashtags: z.unknown(),
  /** Numbers of the posts of each hashtag. */
  posts: z.array(z.array(z.int().min(0))),
  size: z.int().min(1),
  names: namesSchema,
  ranker: rankerSchema,
  calibration: calibrationSchema,
});

/**
 * Joins linear classifiers, similar posts and the names of hashtags: what each says of a hashtag is a feature,
 * and a ranker learnt on posts that none of them had seen weighs them.
 */
export class Fusion implements LearntSuggester {
  readonly name = "fusion";
  readonly capabilities: Capabilities = { openVocabulary: false, ranksMany: true, learns: true };

  constructor(
    private parts: FusionParts,
    readonly hashtags: HashtagTable,
    private names: HashtagNames,
    private readonly ranker: ListwiseRanker,
    private readonly calibration: Calibration,
  ) {}

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return rankAll(threads, options, (thread, count) => {
      const { hashtags, features } = this.nominate(thread);
      const shares = softmax(this.ranker.scores(features));
      return topPlaces(shares, count).map((place) => ({
        words: this.hashtags.words(hashtags[place]),
        score: this.calibration.probability(shares[place]),
      }));
    });
  }

  /** The classifiers of the posts' hashtags are learnt anew; how the parts are weighed stays as it is. */
  async learn(instances: readonly Instance[]): Promise<void> {
    const { hashtags, parts } = this;
    const gold = numbersOf(instances, hashtags);
    const more = postsOf(gold, hashtags.size);
    const posts = more.map((numbers, each) => [
      ...(parts.posts[each] ?? []),
      ...numbers.map((post) => parts.classifier.size + post),
    ]);
    this.parts = await parts.with(instances, posts);
    this.names = this.names.with(hashtags.toJSON(), instances);
  }

  toFiles(): Record<string, Uint8Array> {
    const { parts, hashtags, names, ranker, calibration } = this;
    const classifier = parts.classifier.toFiles();
    const [post, conversation] = [
      parts.kernels.post.toBytes(),
      parts.kernels.conversation.toBytes(),
    ];
    const size = parts.classifier.size;
    const state = { hashtags, posts: parts.posts, size, names, ranker, calibration };
    return {
      [BYTES.terms]: classifier.terms,
      [BYTES.postings]: classifier.postings,
      [BYTES.supports]: classifier.supports,
      [BYTES.weights]: classifier.weights,
      [BYTES.postTerms]: post.terms,
      [BYTES.postPostings]: post.postings,
      [BYTES.conversationTerms]: conversation.terms,
      [BYTES.conversationPostings]: conversation.postings,
      [FUSION]: Buffer.from(JSON.stringify(state)),
    };
  }

  async close(): Promise<void> {}

  private nominate(thread: Thread): Nominations {
    const { parts, names } = this;
    return nominate(thread, parts, names, (hashtag) => parts.posts[hashtag].length);
  }
}

/** The system `fusion`. */
export const fusion: System<FusionSettings> = {
  name: "fusion",
  description: "joins linear classifiers, similar posts and names found in the text; the best",
  settings: settingsSchema,
  learn,
  async read(_, file) {
    const state = fusionSchema.parse(JSON.parse(file(FUSION).toString()));
    const { posts, size, names, ranker, calibration } = state;
    const { terms, postings, supports, weights } = BYTES;
    const classifier = LinearClassifier.from(
      {
        terms: file(terms),
        postings: file(postings),
        supports: file(supports),
        weights: file(weights),
      },
      size,
    );
    const kernels = {
      post: TextKernel.from(file(BYTES.postTerms), file(BYTES.postPostings), size),
      conversation: TextKernel.from(
        file(BYTES.conversationTerms),
        file(BYTES.conversationPostings),
        size,
      ),
    };
    const hashtags = HashtagTable.fromJSON(state.hashtags, FUSION);
    return new Fusion(
      new FusionParts(classifier, kernels, posts),
      hashtags,
      new HashtagNames(hashtags.toJSON(), names.posts, new Map(names.frequencies)),
      new ListwiseRanker(ranker),
      new Calibration(calibration),
    );
  },
};

async function learn(
  training: readonly Instance[],
  { folds }: FusionSettings,
  { seed, onProgress = () => {} }: LearningHooks,
): Promise<Fusion> {
  const hashtags = new HashtagTable();
  const gold = numbersOf(training, hashtags);
  if (training.length < folds) {
    throw new UserError(
      `there are ${training.length} training posts, and fusion divides them in ${folds}. Set fewer "folds", or train another system.`,
    );
  }
  const names = HashtagNames.of(hashtags.toJSON(), training);
  const fold = new Random(seed).shuffle(training.map((_, post) => post % folds));
  const candidates: Candidates[] = [];
  for (let held = 0; held < folds; held++) {
    const share = (fraction: number) => onProgress((held + fraction) / (folds + 1));
    candidates.push(...(await heldOut(training, gold, names, fold, held, hashtags.size, share)));
  }
  const ranker = ListwiseRanker.fit(candidates, candidates[0] ? widthOf(candidates[0]) : 0);
  const posts = postsOf(gold, hashtags.size);
  const parts = await FusionParts.learn(training, posts, (fraction) =>
    onProgress((folds + fraction) / (folds + 1)),
  );
  return new Fusion(parts, hashtags, names, ranker, calibrate(candidates, ranker));
}

/** The candidates of the posts of a fold, by parts that have not seen them. */
async function heldOut(
  training: readonly Instance[],
  gold: readonly ReadonlySet<number>[],
  names: HashtagNames,
  fold: readonly number[],
  held: number,
  hashtags: number,
  onProgress: (fraction: number) => void,
): Promise<Candidates[]> {
  const seen = training.map((_, post) => post).filter((post) => fold[post] !== held);
  const posts = postsOf(
    seen.map((post) => gold[post]),
    hashtags,
  );
  const parts = await FusionParts.learn(
    seen.map((post) => training[post]),
    posts,
    onProgress,
  );
  // A hashtag is as frequent among all posts as the seen ones make one expect.
  const frequency = (hashtag: number) => (posts[hashtag].length * training.length) / seen.length;
  return training.flatMap((thread, post) => {
    if (fold[post] !== held) return [];
    const found = nominate(thread, parts, names, frequency);
    const isRight = Uint8Array.from(found.hashtags, (each) => (gold[post].has(each) ? 1 : 0));
    return [{ features: found.features, isRight }];
  });
}

/** The numbers of each post's hashtags, new ones included. */
function numbersOf(instances: readonly Instance[], hashtags: HashtagTable): Set<number>[] {
  return instances.map((each) => new Set(each.hashtags.map((words) => hashtags.add(words))));
}

/** The posts of each hashtag. */
function postsOf(gold: readonly ReadonlySet<number>[], hashtags: number): number[][] {
  const posts: number[][] = Array.from({ length: hashtags }, () => []);
  for (const [post, numbers] of gold.entries()) for (const each of numbers) posts[each].push(post);
  return posts;
}

function widthOf({ features, isRight }: Candidates): number {
  return features.length / isRight.length;
}

/** How often suggestions are right, by their share among the candidates. */
function calibrate(candidates: readonly Candidates[], ranker: ListwiseRanker): Calibration {
  const observations = candidates.flatMap(({ features, isRight }) => {
    const shares = softmax(ranker.scores(features));
    return topPlaces(shares, LOOKED_AT).map((place) => ({
      score: shares[place],
      isRight: isRight[place] === 1,
    }));
  });
  return Calibration.fit(observations, UNTESTED);
}
