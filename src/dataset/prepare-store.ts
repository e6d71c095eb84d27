import { join } from "node:path";
import {
  type RecoveryCounts,
  readThreads,
  recoverConversations,
  type Thread,
} from "../corpus/conversations.js";
import { momentOf } from "../corpus/running-number.js";
import type { Store } from "../corpus/store.js";
import { UserError } from "../support/errors.js";
import { StreamedFile } from "../support/streamed-file.js";
import type { TextReader } from "../text/text-reader.js";
import { SplitAssigner, type SplitRule } from "./assign-splits.js";
import { datasetCard } from "./card.js";
import { DatasetWriter } from "./dataset-writer.js";
import { reasonToSkip, type ThreadFilter } from "./filters.js";
import { CARD_FILE, type DatasetInfo, READER_FILE } from "./folder.js";
import { readLines } from "./jsonl.js";
import type { Language } from "./language.js";
import { LEARNING_THREADS, learnWords } from "./learn-words.js";
import type { PreparationOptions } from "./preparation-options.js";
import { threadWords } from "./thread-words.js";

/** What became of some posts on the way to the dataset. */
type Step = NonNullable<DatasetInfo["steps"]>[number];

/** What the divisions by time need to know of posts. */
const NEEDS: Readonly<Partial<Record<SplitRule, ThreadFilter["needs"]>>> = {
  time: "date",
  "author-time": "place",
};

/** Called with how far the work is. @param done threads of the stage, of `total` */
export type OnPreparation = (stage: string, done: number, total: number) => void;

/**
 * Makes a dataset from a store: recovers the conversations, learns how hashtags split, turns threads
 * into words, and divides them into splits. Texts go through a file, so that memory does not limit
 * their number.
 * @returns what `dataset.json` says; its steps account for every record that was imported
 * @throws UserError when no post is left, or the folder cannot be written
 */
export async function prepareFromStore(
  store: Store,
  folder: string,
  options: PreparationOptions,
  onProgress: OnPreparation = () => {},
): Promise<DatasetInfo> {
  const recovery = await recoverConversations(store);
  const preparation = new Preparation(store, folder, options, onProgress, recovery);
  try {
    return await preparation.run();
  } finally {
    preparation.discard();
  }
}

class Preparation {
  /** All instances, before it is known which split each belongs to. */
  private readonly instances: StreamedFile;
  private readonly writer: DatasetWriter;
  private readonly assigner: SplitAssigner;
  private readonly skipped = new Map<string, number>();
  private answersHidden = 0;
  private repostsDropped = 0;

  constructor(
    private readonly store: Store,
    folder: string,
    private readonly options: PreparationOptions,
    private readonly onProgress: OnPreparation,
    private readonly recovery: RecoveryCounts,
  ) {
    this.instances = new StreamedFile(join(folder, "instances.jsonl"));
    this.writer = new DatasetWriter(folder);
    this.assigner = new SplitAssigner(options.rule);
  }

  async run(): Promise<DatasetInfo> {
    const { options, recovery } = this;
    const lessons = Math.min(LEARNING_THREADS, recovery.roots);
    const { language: main, reader } = await learnWords(this.store, (done) =>
      this.onProgress("Learning words", done, lessons),
    );
    const isOne = options.language === "en" || options.language === "zh";
    const language = isOne ? (options.language as Language) : main;
    const languages = options.language === "all" ? {} : { languages: [language] };
    const needs = NEEDS[options.rule];
    await this.gather({ ...options.filter, ...languages, ...(needs && { needs }) }, reader);
    this.divide();
    const steps = [...(await importSteps(this.store)), ...this.steps()];
    const { name, createdFrom, seed } = options;
    const description = { name, createdFrom, language, seed, steps };
    const card = datasetCard(description, this.writer.counts, options);
    const knowledge = JSON.stringify(reader);
    return this.writer.finish(description, { [CARD_FILE]: card, [READER_FILE]: knowledge });
  }

  /** Removes what is not in its place yet. */
  discard(): void {
    this.instances.discard();
    this.writer.discard();
  }

  /** Writes every thread that passes, and notes why the others do not. */
  private async gather(filter: ThreadFilter, reader: TextReader): Promise<void> {
    let done = 0;
    for await (const thread of readThreads(this.store)) {
      this.onProgress("Preparing", ++done, this.recovery.roots);
      const skip = reasonToSkip(thread, filter) ?? this.add(thread, reader);
      if (skip) this.skip(skip);
    }
    this.instances.finish();
  }

  /** @returns why the post is no instance; undefined where it was added */
  private add(thread: Thread, reader: TextReader): string | undefined {
    const { instance, ...words } = threadWords(thread, reader, this.options.hideAnswers);
    if (instance.hashtags.length === 0) return "no hashtag before or after the text";
    // Without a word there is nothing to read.
    const minWords = Math.max(1, this.options.minWords);
    if (instance.post.length < minWords) return tooShort(minWords);
    this.answersHidden += words.answersHidden;
    this.repostsDropped += words.reposts;
    this.instances.write(`${JSON.stringify(instance)}\n`);
    this.assigner.add(instance.post, thread.post.author, momentOf(thread.post));
    return undefined;
  }

  /** Copies every instance to its split. */
  private divide(): void {
    const { options, assigner } = this;
    const splits = assigner.assign(options.shares, options.seed);
    if (splits.length === 0) throw noPosts(this.skipped);
    if (!splits.includes("train")) throw noTraining(splits.length);
    let item = 0;
    for (const line of readLines(this.instances.temporaryPath)) {
      if (line.length === 0) continue;
      const split = splits[item++];
      if (split) this.writer.add(split, line.toString("utf8"));
      else this.skip("nearly repeats a post of an earlier split");
    }
  }

  private skip(reason: string): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }

  /** What became of the posts of the store. */
  private steps(): Step[] {
    const { posts, reposts, orphans, circular, replies, roots } = this.recovery;
    return [
      { step: "posts in the store", posts },
      { step: "only repeat another post", posts: reposts },
      { step: "answer a post that is missing", posts: orphans },
      { step: "answer each other in a circle", posts: circular },
      { step: "replies of a conversation", posts: replies },
      { step: "posts that open a conversation", posts: roots },
      ...[...this.skipped].map(([reason, count]) => ({
        step: `left out: ${reason}`,
        posts: count,
      })),
      { step: "instances", posts: roots - [...this.skipped.values()].reduce((a, b) => a + b, 0) },
      {
        step: "of them near-duplicates of another, kept in its split",
        posts: this.assigner.nearDuplicates,
      },
      {
        step: "replies of instances that only repeat a post, taken out",
        posts: this.repostsDropped,
      },
      {
        step: "hashtags of replies that gave the answer away, taken out",
        posts: this.answersHidden,
      },
    ];
  }
}

/** What the imports read, before anything was left out. */
async function importSteps(store: Store): Promise<Step[]> {
  const imports = await store.imports();
  const sum = (key: "records" | "rejected" | "posts" | "duplicates" | "future"): number =>
    imports.reduce((total, each) => total + each[key], 0);
  return [
    { step: "records read", posts: sum("records") },
    { step: "records that could not be read", posts: sum("rejected") },
    { step: "posts in the records", posts: sum("posts") },
    { step: "posts that the store already had", posts: sum("duplicates") },
    { step: "posts with a date in the future, set aside", posts: sum("future") },
  ];
}

function tooShort(minWords: number): string {
  return minWords === 1 ? "nothing but hashtags" : `fewer than ${minWords} words`;
}

function noPosts(skipped: ReadonlyMap<string, number>): UserError {
  const reasons = [...skipped].map(([reason, count]) => `${count} for ${reason}`).join(", ");
  return new UserError(
    `no post is left${reasons ? `: left out ${reasons}` : ": no post of the store opens a conversation"}. Import more posts, or loosen the filters.`,
  );
}

function noTraining(posts: number): UserError {
  return new UserError(
    `--shares: all of the ${posts} posts would be for validation and test. Give training a larger share.`,
  );
}
