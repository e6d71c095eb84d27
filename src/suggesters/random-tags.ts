import { z } from "zod";
import { bytesOf } from "../support/bytes.js";
import { UserError } from "../support/errors.js";
import { Random } from "../support/random.js";
import { HashtagTable } from "./hashtag-table.js";
import { rankAll } from "./rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "./suggester.js";
import type { LearntSuggester, System } from "./system.js";

const FILE = "hashtags.json";
const fileSchema = z.object({ seed: z.int(), hashtags: z.unknown() });
const settingsSchema = z.strictObject({});

/** RANDOM (paper section 3): ranks the training hashtags at random, all alike. */
export class RandomTags implements LearntSuggester {
  readonly name = "random";
  readonly capabilities: Capabilities = { openVocabulary: false, ranksMany: true, learns: false };

  constructor(
    readonly hashtags: HashtagTable,
    private readonly seed: number,
  ) {}

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return rankAll(threads, options, (thread, count) => this.draw(thread, count));
  }

  toFiles(): Record<string, Uint8Array> {
    const { seed, hashtags } = this;
    return { [FILE]: bytesOf(JSON.stringify({ seed, hashtags })) };
  }

  async close(): Promise<void> {}

  /** The same hashtags whenever it is asked about a thread: a batch must not change them. */
  private draw({ post, conversation }: Thread, count: number): Suggestion[] {
    const { size } = this.hashtags;
    const random = new Random(this.seed, hash(post.join(" ")), hash(conversation.join(" ")));
    // The first draws of a shuffle; places that were never moved hold their own number.
    const moved = new Map<number, number>();
    return Array.from({ length: Math.min(count, size) }, (_, i) => {
      const place = i + random.below(size - i);
      const number = moved.get(place) ?? place;
      moved.set(place, moved.get(i) ?? i);
      return { words: this.hashtags.words(number), score: 1 / size };
    });
  }
}

/** The system `random`. */
export const randomSystem: System<z.infer<typeof settingsSchema>> = {
  name: "random",
  description: "ranks the training hashtags at random",
  settings: settingsSchema,
  async learn(training, _, { seed }) {
    const hashtags = new HashtagTable(training.flatMap((instance) => instance.hashtags));
    if (hashtags.size === 0)
      throw new UserError("the training posts have no hashtag to rank. Prepare the dataset again.");
    return new RandomTags(hashtags, seed);
  },
  async read(_, files) {
    const { seed, hashtags } = fileSchema.parse(files.json(FILE));
    return new RandomTags(HashtagTable.fromJSON(hashtags, FILE), seed);
  },
};

/** A whole number that depends on every character (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}
