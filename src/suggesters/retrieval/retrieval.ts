import { z } from "zod";
import type { Instance } from "../../dataset/instance.js";
import { bytesOf } from "../../support/bytes.js";
import { UserError } from "../../support/errors.js";
import { HashtagTable } from "../hashtag-table.js";
import { rankAll } from "../rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "../suggester.js";
import type { LearntSuggester, Neighbour, System } from "../system.js";
import { threadWords } from "../thread-words.js";
import { topPlaces } from "../top-places.js";
import { Bm25Index } from "./bm25-index.js";

const TERMS = "terms.bin";
const POSTINGS = "postings.bin";
const POSTS = "posts.json";

const settingsSchema = z.strictObject({
  /** Posts that vote. */
  neighbours: z.int().min(1).default(20),
  /** First words of a conversation that are compared. */
  conversationWords: z.int().min(0).default(200),
  /** Whether texts of the posts are kept, to show the nearest ones. */
  keepPosts: z.boolean().default(true),
});

/** Settings of `retrieval`. */
export type RetrievalSettings = z.infer<typeof settingsSchema>;

const postsSchema = z.object({
  hashtags: z.unknown(),
  /** Numbers of the hashtags of each post. */
  tagged: z.array(z.array(z.int().min(0))),
  lengths: z.array(z.int().min(0)),
  meanLength: z.number(),
});

/**
 * Suggests the hashtags of the posts that share most words with this one, conversations included: each of
 * them votes for its hashtags with the square of its BM25 score.
 */
export class Retrieval implements LearntSuggester {
  readonly name = "retrieval";
  readonly capabilities: Capabilities = { openVocabulary: false, ranksMany: false, learns: true };

  /** @param tagged numbers of the hashtags of each post of the index */
  constructor(
    readonly settings: RetrievalSettings,
    readonly index: Bm25Index,
    readonly hashtags: HashtagTable,
    private readonly tagged: number[][],
  ) {}

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return rankAll(threads, options, (thread, count) => {
      const votes = this.votes(thread);
      const numbers = [...votes.keys()];
      return topPlaces([...votes.values()], count).map((place) => ({
        words: this.hashtags.words(numbers[place]),
        score: votes.get(numbers[place]) as number,
        source: "retrieved",
      }));
    });
  }

  nearest(thread: Thread, count: number): Neighbour[] {
    const words = threadWords(thread, this.settings.conversationWords);
    const own = this.index.ownScore(words);
    // A shorter post of the same words would have a higher score than the thread itself.
    return this.index
      .search(words, count)
      .map(({ document, score }) => ({ post: document, similarity: Math.min(1, score / own) }));
  }

  /** For the number of every hashtag of the nearest posts its share of their votes, in (0, 1]. */
  votes(thread: Thread): Map<number, number> {
    const { neighbours, conversationWords } = this.settings;
    const found = this.index.search(threadWords(thread, conversationWords), neighbours);
    const all = found.reduce((sum, { score }) => sum + score ** 2, 0);
    const votes = new Map<number, number>();
    for (const { document, score } of found) {
      for (const number of this.tagged[document]) {
        votes.set(number, Math.min(1, (votes.get(number) ?? 0) + score ** 2 / all));
      }
    }
    return votes;
  }

  async learn(instances: readonly Instance[]): Promise<void> {
    for (const instance of instances) {
      this.index.add(threadWords(instance, this.settings.conversationWords));
      this.tagged.push(numbersOf(instance, this.hashtags));
    }
  }

  toFiles(): Record<string, Uint8Array> {
    const { hashtags, tagged } = this;
    const { terms, postings } = this.index.toBytes();
    const posts = JSON.stringify({ hashtags, tagged, ...this.index.toJSON() });
    return { [TERMS]: terms, [POSTINGS]: postings, [POSTS]: bytesOf(posts) };
  }

  async close(): Promise<void> {}
}

/** The system `retrieval`. */
export const retrieval: System<RetrievalSettings> = {
  name: "retrieval",
  description: "suggests the hashtags of the nearest training posts (BM25)",
  settings: settingsSchema,
  async learn(training, settings) {
    if (training.length === 0) {
      throw new UserError("there are no training posts to search in. Prepare the dataset again.");
    }
    const hashtags = new HashtagTable();
    const tagged = training.map((instance) => numbersOf(instance, hashtags));
    const texts = training.map((instance) => threadWords(instance, settings.conversationWords));
    return new Retrieval(settings, Bm25Index.of(texts), hashtags, tagged);
  },
  async read(settings, files) {
    const posts = postsSchema.parse(files.json(POSTS));
    const index = Bm25Index.from(files.bytes(TERMS), files.bytes(POSTINGS), posts);
    const hashtags = HashtagTable.fromJSON(posts.hashtags, POSTS);
    return new Retrieval(settings, index, hashtags, posts.tagged);
  },
};

/** The numbers of a post's hashtags, each once. */
function numbersOf(instance: Instance, hashtags: HashtagTable): number[] {
  return [...new Set(instance.hashtags.map((words) => hashtags.add(words)))];
}
