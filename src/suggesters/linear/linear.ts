import { z } from "zod";
import type { Instance } from "../../dataset/instance.js";
import { bytesOf } from "../../support/bytes.js";
import { UserError } from "../../support/errors.js";
import { Random } from "../../support/random.js";
import { Calibration, calibrationSchema } from "../calibration.js";
import { HashtagTable } from "../hashtag-table.js";
import { rankAll } from "../rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "../suggester.js";
import type { LearntSuggester, System } from "../system.js";
import { threadWords } from "../thread-words.js";
import { topPlaces } from "../top-places.js";
import { LinearClassifier } from "./linear-classifier.js";

const BYTES = {
  terms: "terms.bin",
  postings: "postings.bin",
  supports: "supports.bin",
  weights: "weights.bin",
};
const HASHTAGS = "hashtags.json";

/** One post in so many is held out at first, to see how often suggestions are right. */
const HELD_OUT = 5;
/** Suggestions that are looked at for each of them. */
const LOOKED_AT = 10;
/** What margins are worth where too few posts were held out. */
const UNTESTED = [
  [-1, 0],
  [1, 1],
] as const;

const settingsSchema = z.strictObject({
  /** First words of a conversation that are read. */
  conversationWords: z.int().min(0).default(200),
});

/** Settings of `linear`. */
export type LinearSettings = z.infer<typeof settingsSchema>;

const hashtagsSchema = z.object({
  /** How many posts were learnt from. */
  size: z.int().min(1),
  hashtags: z.unknown(),
  /** Numbers of the posts of each hashtag. */
  posts: z.array(z.array(z.int().min(0))),
  calibration: calibrationSchema,
});

/** A linear classifier for each training hashtag, over the words of post and conversation. */
export class Linear implements LearntSuggester {
  readonly name = "linear";
  readonly capabilities: Capabilities = {
    openVocabulary: false,
    ranksMany: true,
    learns: true,
    calibrated: true,
  };

  constructor(
    readonly settings: LinearSettings,
    private classifier: LinearClassifier,
    private readonly tagged: TaggedPosts,
    private readonly calibration: Calibration,
  ) {}

  /** The hashtags, in the order of the classifier's classes. */
  get hashtags(): HashtagTable {
    return this.tagged.hashtags;
  }

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return rankAll(threads, options, (thread, count) => {
      const margins = this.margins(thread);
      return topPlaces(margins, count).map((number) => ({
        words: this.hashtags.words(number),
        score: this.calibration.probability(margins[number]),
        // Margins of a hashtag are near -1 for most posts without it, and near 1 for those with it.
        strength: Math.min(1, Math.max(0, (1 + margins[number]) / 2)),
      }));
    });
  }

  /** The classifiers of the posts' hashtags are learnt anew; what margins are worth stays as it is. */
  async learn(instances: readonly Instance[]): Promise<void> {
    this.tagged.add(instances, this.classifier.size);
    this.classifier = await this.classifier.with(
      textsOf(instances, this.settings),
      this.tagged.posts,
    );
  }

  /** The margin of every hashtag `[hashtags]`, see {@link LinearClassifier.margins}. */
  margins(thread: Thread): Float64Array {
    return this.classifier.margins(threadWords(thread, this.settings.conversationWords));
  }

  toFiles(): Record<string, Uint8Array> {
    const { classifier, tagged, calibration } = this;
    const content = classifier.toFiles();
    const state = { size: classifier.size, ...tagged, calibration };
    return {
      [BYTES.terms]: content.terms,
      [BYTES.postings]: content.postings,
      [BYTES.supports]: content.supports,
      [BYTES.weights]: content.weights,
      [HASHTAGS]: bytesOf(JSON.stringify(state)),
    };
  }

  async close(): Promise<void> {}
}

/** The system `linear`. */
export const linear: System<LinearSettings> = {
  name: "linear",
  description: "scores every training hashtag by the words (linear SVM over TF-IDF)",
  settings: settingsSchema,
  async learn(training, settings, { seed, onProgress = () => {} }) {
    const posts = new Random(seed).shuffle([...training]);
    const held = posts.slice(0, Math.floor(posts.length / HELD_OUT));
    // Held-out posts can tell how often suggestions are right only for a classifier without them.
    const calibration = await calibrate(posts.slice(held.length), held, settings, (fraction) =>
      onProgress(fraction / 2),
    );
    const { classifier, tagged } = await classify(training, settings, (fraction) =>
      onProgress((1 + fraction) / 2),
    );
    return new Linear(settings, classifier, tagged, calibration);
  },
  async read(settings, files) {
    const { size, posts, hashtags, calibration } = hashtagsSchema.parse(files.json(HASHTAGS));
    const { terms, postings, supports, weights } = BYTES;
    const content = {
      terms: files.bytes(terms),
      postings: files.bytes(postings),
      supports: files.bytes(supports),
      weights: files.bytes(weights),
    };
    const classifier = LinearClassifier.from(content, size);
    const tagged = new TaggedPosts(HashtagTable.fromJSON(hashtags, HASHTAGS), posts);
    return new Linear(settings, classifier, tagged, new Calibration(calibration));
  },
};

/** Which posts have which hashtags. */
class TaggedPosts {
  constructor(
    readonly hashtags = new HashtagTable(),
    /** Numbers of the posts of each hashtag. */
    readonly posts: number[][] = [],
  ) {}

  /** Adds posts. @param first the number of the first of them */
  add(instances: readonly Instance[], first: number): void {
    for (const [i, instance] of instances.entries()) {
      const numbers = instance.hashtags.map((words) => this.hashtags.add(words));
      for (const number of new Set(numbers)) (this.posts[number] ??= []).push(first + i);
    }
  }
}

async function classify(
  training: readonly Instance[],
  settings: LinearSettings,
  onProgress: (fraction: number) => void,
): Promise<{ classifier: LinearClassifier; tagged: TaggedPosts }> {
  const tagged = new TaggedPosts();
  tagged.add(training, 0);
  if (tagged.hashtags.size === 0) {
    throw new UserError("there is no training hashtag to learn. Prepare the dataset again.");
  }
  const texts = textsOf(training, settings);
  return { classifier: await LinearClassifier.learn(texts, tagged.posts, onProgress), tagged };
}

function textsOf(threads: readonly Thread[], { conversationWords }: LinearSettings): string[][] {
  return threads.map((thread) => threadWords(thread, conversationWords));
}

/** How often suggestions for held-out posts are right, by their margins. */
async function calibrate(
  training: readonly Instance[],
  held: readonly Instance[],
  settings: LinearSettings,
  onProgress: (fraction: number) => void,
): Promise<Calibration> {
  const { classifier, tagged } = await classify(training, settings, onProgress);
  const observations = held.flatMap((instance) => {
    const margins = classifier.margins(threadWords(instance, settings.conversationWords));
    const gold = new Set(instance.hashtags.map((words) => tagged.hashtags.numberOf(words)));
    return topPlaces(margins, LOOKED_AT).map((number) => ({
      score: margins[number],
      isRight: gold.has(number),
    }));
  });
  return Calibration.fit(observations, UNTESTED);
}
