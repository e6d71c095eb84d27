import { z } from "zod";
import type { Instance } from "../../dataset/instance.js";
import { bytesOf } from "../../support/bytes.js";
import { HashtagTable } from "../hashtag-table.js";
import { LinearClassifier } from "../linear/linear-classifier.js";
import { rankAll } from "../rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "../suggester.js";
import type { LearntSuggester, Neighbour, System } from "../system.js";
import { TextKernel } from "../terms/text-kernel.js";
import { topPlaces } from "../top-places.js";
import { CalibratedRanker, calibratedRankerSchema } from "./calibrated-ranker.js";
import { HashtagNames, namesSchema } from "./hashtag-names.js";
import { KINDS, type Kind, NOMINATE } from "./kinds.js";
import { FusionKnowledge } from "./knowledge.js";
import { learnFusion, numbersOf, postsOf } from "./lesson.js";
import { FusionParts, VIEWS } from "./parts.js";

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

const settingsSchema = z.strictObject({
  /** Parts of the training posts: the parts learn from all but one, and the ranker how they do on that one. */
  folds: z.int().min(2).default(5),
  /** Whether texts of the posts are kept, to show the nearest ones. */
  keepPosts: z.boolean().default(true),
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
  readonly capabilities: Capabilities = {
    openVocabulary: true,
    ranksMany: true,
    learns: true,
    calibrated: true,
  };

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
        return best.map(({ place, share, probability }) => ({
          ...hashtags[place],
          score: probability,
          strength: share,
        }));
      });
      return lists
        .flatMap((list, i) => (KINDS[i] === "known" ? list : list.filter(({ score }) => score > 0)))
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
      [FUSION]: bytesOf(JSON.stringify(state)),
    };
  }

  nearest(thread: Thread, count: number): Neighbour[] {
    const similarities = this.knowledge.parts.classifier.kernel.similarities(VIEWS.all(thread));
    return topPlaces(similarities, count)
      .map((post) => ({ post, similarity: Math.min(1, similarities[post]) }))
      .filter(({ similarity }) => similarity > 0);
  }

  async close(): Promise<void> {}
}

/** The system `fusion`. */
export const fusion: System<FusionSettings> = {
  name: "fusion",
  description: "joins linear classifiers, similar posts and names found in the text; the best",
  settings: settingsSchema,
  async learn(training, { folds }, hooks) {
    const { knowledge, hashtags, rankers } = await learnFusion(training, folds, hooks);
    return new Fusion(knowledge, hashtags, rankers);
  },
  async read(_, files) {
    const state = fusionSchema.parse(files.json(FUSION));
    const { posts, size, names, rankers } = state;
    const { terms, postings, supports, weights } = BYTES;
    const classifier = LinearClassifier.from(
      {
        terms: files.bytes(terms),
        postings: files.bytes(postings),
        supports: files.bytes(supports),
        weights: files.bytes(weights),
      },
      size,
    );
    const kernels = {
      post: TextKernel.from(files.bytes(BYTES.postTerms), files.bytes(BYTES.postPostings), size),
      conversation: TextKernel.from(
        files.bytes(BYTES.conversationTerms),
        files.bytes(BYTES.conversationPostings),
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
