import { z } from "zod";
import type { Instance } from "../dataset/instance.js";
import { UserError } from "../support/errors.js";
import { Random } from "../support/random.js";
import { Calibration, calibrationSchema } from "./calibration.js";
import { HashtagTable } from "./hashtag-table.js";
import { LinearClassifier } from "./linear-classifier.js";
import { rankAll } from "./rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "./suggester.js";
import type { LearntSuggester, System } from "./system.js";
import { threadWords } from "./thread-words.js";
import { topPlaces } from "./top-places.js";

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
  /** Posts that were learnt from. */
  posts: z.int().min(1),
  hashtags: z.unknown(),
  calibration: calibrationSchema,
});

/** A linear classifier for each training hashtag, over the words of post and conversation. */
export class Linear implements LearntSuggester {
  readonly name = "linear";
  readonly capabilities: Capabilities = { openVocabulary: false, ranksMany: true, learns: false };

  constructor(
    readonly settings: LinearSettings,
    readonly classifier: LinearClassifier,
    /** The hashtags, in the order of the classifier's classes. */
    readonly hashtags: HashtagTable,
    private readonly calibration: Calibration,
  ) {}

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return rankAll(threads, options, (thread, count) => {
      const margins = this.margins(thread);
      return topPlaces(margins, count).map((number) => ({
        words: this.hashtags.words(number),
        score: this.calibration.probability(margins[number]),
      }));
    });
  }

  /** The margin of every hashtag `[hashtags]`, see {@link LinearClassifier.margins}. */
  margins(thread: Thread): Float64Array {
    return this.classifier.margins(threadWords(thread, this.settings.conversationWords));
  }

  toFiles(): Record<string, Uint8Array> {
    const { hashtags, classifier, calibration } = this;
    const content = classifier.toFiles();
    return {
      [BYTES.terms]: content.terms,
      [BYTES.postings]: content.postings,
      [BYTES.supports]: content.supports,
      [BYTES.weights]: content.weights,
      [HASHTAGS]: Buffer.from(JSON.stringify({ posts: classifier.size, hashtags, calibration })),
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
    const { classifier, hashtags } = await classify(training, settings, (fraction) =>
      onProgress((1 + fraction) / 2),
    );
    return new Linear(settings, classifier, hashtags, calibration);
  },
  async read(settings, file) {
    const { posts, hashtags, calibration } = hashtagsSchema.parse(
      JSON.parse(file(HASHTAGS).toString()),
    );
    const { terms, postings, supports, weights } = BYTES;
    const content = {
      terms: file(terms),
      postings: file(postings),
      supports: file(supports),
      weights: file(weights),
    };
    const classifier = LinearClassifier.from(content, posts);
    const table = HashtagTable.fromJSON(hashtags, HASHTAGS);
    return new Linear(settings, classifier, table, new Calibration(calibration));
  },
};

async function classify(
  training: readonly Instance[],
  settings: LinearSettings,
  onProgress: (fraction: number) => void,
): Promise<{ classifier: LinearClassifier; hashtags: HashtagTable }> {
  const hashtags = new HashtagTable();
  const classes: number[][] = [];
  for (const [post, instance] of training.entries()) {
    for (const number of new Set(instance.hashtags.map((words) => hashtags.add(words)))) {
      (classes[number] ??= []).push(post);
    }
  }
  if (hashtags.size === 0) {
    throw new UserError("there is no training hashtag to learn. Prepare the dataset again.");
  }
  const texts = training.map((instance) => threadWords(instance, settings.conversationWords));
  return { classifier: await LinearClassifier.learn(texts, classes, onProgress), hashtags };
}

/** How often suggestions for held-out posts are right, by their margins. */
async function calibrate(
  training: readonly Instance[],
  held: readonly Instance[],
  settings: LinearSettings,
  onProgress: (fraction: number) => void,
): Promise<Calibration> {
  const { classifier, hashtags } = await classify(training, settings, onProgress);
  const observations = held.flatMap((instance) => {
    const margins = classifier.margins(threadWords(instance, settings.conversationWords));
    const gold = new Set(instance.hashtags.map((words) => hashtags.numberOf(words)));
    return topPlaces(margins, LOOKED_AT).map((number) => ({
      score: margins[number],
      isRight: gold.has(number),
    }));
  });
  return Calibration.fit(observations, UNTESTED);
}
