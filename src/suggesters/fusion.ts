import { z } from "zod";
import type { Instance } from "../dataset/instance.js";
import { UserError } from "../support/errors.js";
import { Random } from "../support/random.js";
import { CalibratedRanker, calibratedRankerSchema } from "./calibrated-ranker.js";
import { nominateHashtags } from "./fusion-candidates.js";
import { FusionKnowledge, type Nominations, type ReadThread } from "./fusion-knowledge.js";
import { FusionParts } from "./fusion-parts.js";
import { nominatePhrases } from "./fusion-phrases.js";
import { HashtagNames, namesSchema } from "./hashtag-names.js";
import { HashtagTable } from "./hashtag-table.js";
import { LinearClassifier } from "./linear-classifier.js";
import type { Candidates } from "./listwise-ranker.js";
import { rankAll } from "./rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "./suggester.js";
import type { LearningHooks, LearntSuggester, System } from "./system.js";
import { TextKernel } from "./text-kernel.js";

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

/** The kinds of hashtags that are ranked, each by itself, and what puts them forward. */
const NOMINATE = { known: nominateHashtags, phrases: nominatePhrases } as const satisfies Record<
  string,
  (read: ReadThread, knowledge: FusionKnowledge) => Nominations
>;
type Kind = keyof typeof NOMINATE;
const KINDS = Object.keys(NOMINATE) as Kind[];

/** Posts that suffice for the rankers, which keep in memory all that is known of their candidates. */
const JUDGED = 20_000;

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
  rankers: z.object({ known: calibratedRankerSchema, phrases: calibratedRankerSchema }),
});

/**
 * Joins linear classifiers, similar posts and the names of hashtags: what each says of a hashtag is a feature,
 * and a ranker learnt on posts that none of them had seen weighs them. Another ranks phrases of the thread that no
 * training post has as a hashtag. The two lists meet by how often each is right.
 */
export class Fusion implements LearntSuggester {
  readonly name = "fusion";
  readonly capabilities: Capabilities = { openVocabulary: true, ranksMany: true, learns: true };

  constructor(
    private knowledge: FusionKnowledge,
    readonly hashtags: HashtagTable,
    private readonly rankers: Readonly<Record<Kind, CalibratedRanker>>,
  ) {}

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return rankAll(threads, options, (thread, count) => {
      const read = this.knowledge.read(thread);
      const lists = KINDS.map((kind) => {
        const { hashtags, features } = NOMINATE[kind](read, this.knowledge);
        const best = this.rankers[kind].best(features, hashtags.length, count);
        return best.map(({ place, probability }) => ({ ...hashtags[place], score: probability }));
      });
      return lists
        .flat()
        .sort((a, b) => b.score - a.score)
        .slice(0, count);
    });
  }

  /** The classifiers of the posts' hashtags are learnt anew; how the parts are weighed stays as it is. */
  async learn(instances: readonly Instance[]): Promise<void> {
    const { hashtags } = this;
    const { parts, names } = this.knowledge;
    const gold = numbersOf(instances, hashtags);
    const more = postsOf(gold, hashtags.size);
    const posts = more.map((numbers, each) => [
      ...(parts.posts[each] ?? []),
      ...numbers.map((post) => parts.classifier.size + post),
    ]);
    this.knowledge = new FusionKnowledge(
      await parts.with(instances, posts),
      names.with(hashtags.toJSON(), instances),
      hashtags,
    );
  }

  toFiles(): Record<string, Uint8Array> {
    const { hashtags, rankers } = this;
    const { parts, names } = this.knowledge;
    const classifier = parts.classifier.toFiles();
    const [post, conversation] = [
      parts.kernels.post.toBytes(),
      parts.kernels.conversation.toBytes(),
    ];
    const size = parts.classifier.size;
    const state = { hashtags, posts: parts.posts, size, names, rankers };
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
}

/** The system `fusion`. */
export const fusion: System<FusionSettings> = {
  name: "fusion",
  description: "joins linear classifiers, similar posts and names found in the text; the best",
  settings: settingsSchema,
  learn,
  async read(_, file) {
    const state = fusionSchema.parse(JSON.parse(file(FUSION).toString()));
    const { posts, size, names, rankers } = state;
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
    const knowledge = new FusionKnowledge(
      new FusionParts(classifier, kernels, posts),
      new HashtagNames(hashtags.toJSON(), names.posts, new Map(names.frequencies)),
      hashtags,
    );
    return new Fusion(knowledge, hashtags, {
      known: CalibratedRanker.from(rankers.known),
      phrases: CalibratedRanker.from(rankers.phrases),
    });
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
    known: CalibratedRanker.fit(lists.known, seed),
    phrases: CalibratedRanker.fit(lists.phrases, seed),
  };
  const knowledge = await know([...training.keys()], lesson, (fraction) =>
    onProgress((folds + fraction) / (folds + 1)),
  );
  return new Fusion(knowledge, hashtags, rankers);
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
function numbersOf(instances: readonly Instance[], hashtags: HashtagTable): Set<number>[] {
  return instances.map((each) => new Set(each.hashtags.map((words) => hashtags.add(words))));
}

/** The posts of each hashtag. */
function postsOf(gold: readonly ReadonlySet<number>[], hashtags: number): number[][] {
  const posts: number[][] = Array.from({ length: hashtags }, () => []);
  for (const [post, numbers] of gold.entries()) for (const each of numbers) posts[each].push(post);
  return posts;
}
