import { z } from "zod";
import { bytesOf } from "../../support/bytes.js";
import { UserError } from "../../support/errors.js";
import { rankAll } from "../rank-all.js";
import type { Capabilities, Suggestion, SuggestOptions, Thread } from "../suggester.js";
import type { LearntSuggester, System } from "../system.js";
import { TfIdfModel, tfIdfModelSchema } from "./tf-idf-model.js";

const FILE = "phrases.json";

const settingsSchema = z.strictObject({});

/** TF-IDF has nothing to set. */
export type TfIdfSettings = z.infer<typeof settingsSchema>;

/** TF-IDF (paper section 3): suggests phrases of the post itself that few posts have. */
export class TfIdf implements LearntSuggester {
  readonly name = "tf-idf";
  /** A post has only so many phrases. */
  readonly capabilities: Capabilities = { openVocabulary: true, ranksMany: false, learns: false };

  constructor(readonly model: TfIdfModel) {}

  suggest(threads: readonly Thread[], options: SuggestOptions = {}): Promise<Suggestion[][]> {
    return rankAll(threads, options, ({ post }, count) => this.rank(post, count));
  }

  toFiles(): Record<string, Uint8Array> {
    return { [FILE]: bytesOf(JSON.stringify(this.model)) };
  }

  async close(): Promise<void> {}

  private rank(post: readonly string[], count: number): Suggestion[] {
    const ranked = this.model.phrasesOf(post).sort((a, b) => b.score - a.score);
    // As hashtags, "new year" and "newyear" are one.
    const hashtags = new Map<string, Suggestion>();
    for (const phrase of ranked) {
      const key = phrase.words.join("");
      if (!hashtags.has(key)) hashtags.set(key, phrase);
    }
    return [...hashtags.values()].slice(0, count);
  }
}

/** The system `tf-idf`: training posts only tell how rare phrases are; hashtags and conversations are not read. */
export const tfIdf: System<TfIdfSettings> = {
  name: "tf-idf",
  description: "ranks phrases of the post by how few training posts have them (TF-IDF)",
  settings: settingsSchema,
  async learn(training) {
    if (training.length === 0)
      throw new UserError("there are no training posts to count words in.");
    return new TfIdf(TfIdfModel.count(training.map(({ post }) => post)));
  },
  async read(_, files) {
    return new TfIdf(TfIdfModel.fromJSON(tfIdfModelSchema.parse(files.json(FILE))));
  },
};
