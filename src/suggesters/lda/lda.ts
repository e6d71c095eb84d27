import { z } from "zod";
import { bytesOf } from "../../support/bytes.js";
import { UserError } from "../../support/errors.js";
import { Random } from "../../support/random.js";
import { letOthersWork } from "../../support/turn.js";
import { rankAll } from "../rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "../suggester.js";
import type { LearningHooks, LearntSuggester, System } from "../system.js";
import { sortWords } from "../terms/content-words.js";
import { topPlaces } from "../top-places.js";
import { LdaModel, ldaModelSchema } from "./lda-model.js";
import { LdaSampler, type Priors } from "./lda-sampler.js";

const FILE = "topics.json";

const settingsSchema = z.strictObject({
  /** How many topics there are. */
  topics: z.int().min(1).max(65_536).default(100),
  /** The prior of the topics of a post, see {@link Priors}. */
  alpha: z.number().positive().default(0.1),
  /** The prior of the words of a topic. */
  beta: z.number().positive().default(0.01),
  /** How often the topic of every word is drawn. */
  sweeps: z.int().min(1).default(200),
});

/** How topics are learnt. */
export type LdaSettings = z.infer<typeof settingsSchema>;

/** LDA (paper section 3): suggests the likeliest words of a post's topics as hashtags of one word each. */
export class Lda implements LearntSuggester {
  readonly name = "lda";
  readonly capabilities: Capabilities = { openVocabulary: true, ranksMany: true, learns: false };

  constructor(readonly model: LdaModel) {}

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return rankAll(threads, options, ({ post }, count) => this.rank(post, count));
  }

  toFiles(): Record<string, Uint8Array> {
    return { [FILE]: bytesOf(JSON.stringify(this.model)) };
  }

  async close(): Promise<void> {}

  private rank(post: readonly string[], count: number): Suggestion[] {
    const scores = this.model.wordsOf(this.model.topicsOf(post));
    return topPlaces(scores, count).map((id) => ({
      words: [this.model.words[id]],
      score: scores[id],
    }));
  }
}

/** The system `lda`: topics of the words of training posts; hashtags and conversations are not read. */
export const lda: System<LdaSettings> = {
  name: "lda",
  description: "ranks the words of the post's topics (latent Dirichlet allocation)",
  settings: settingsSchema,
  async learn(training, { topics, sweeps, ...priors }, hooks) {
    const posts = training.map(({ post }) => post);
    return new Lda(await learnTopics(posts, topics, sweeps, priors, hooks));
  },
  async read(_, files) {
    return new Lda(LdaModel.fromJSON(ldaModelSchema.parse(files.json(FILE))));
  },
};

async function learnTopics(
  posts: readonly (readonly string[])[],
  topics: number,
  sweeps: number,
  priors: Priors,
  { seed, onProgress }: LearningHooks,
): Promise<LdaModel> {
  const { content: words } = sortWords(posts);
  if (words.length === 0) {
    throw new UserError("no word occurs in two training posts, so that there are no topics.");
  }
  const ids = new Map(words.map((word, id) => [word, id]));
  const known = posts.map((post) =>
    Uint32Array.from(post.map((word) => ids.get(word)).filter((id) => id !== undefined)),
  );
  const sampler = new LdaSampler(known, words.length, topics, priors, new Random(seed));
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    sampler.sweep();
    onProgress?.(sweep / sweeps);
    await letOthersWork();
  }
  return new LdaModel(words, sampler.wordTopics, priors, seed);
}
