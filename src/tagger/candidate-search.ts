import type { Suggester, Suggestion, Thread } from "../suggesters/suggester.js";
import type { TextReader } from "../text/text-reader.js";
import type { Confidence } from "./confidence.js";
import type { ReadThread } from "./read-thread.js";
import { foldTag } from "./tag-pattern.js";
import type { Nominee, WishList } from "./wish-list.js";

/** How many hashtags a model is asked for, again and again until there are enough that may be suggested. */
const COUNTS = [5, 10, 20, 50, 200, 1000, 5000] as const;

/** What a hashtag of a model is judged by. */
export interface Judgement {
  readonly reader: TextReader;
  readonly confidence: Confidence;
  readonly isKnown: (words: readonly string[]) => boolean;
}

/** A hashtag that is suggested. */
export interface Chosen extends Nominee {
  readonly suggestion: Suggestion;
}

/** Looks among the hashtags that a model suggests for those that fit the wishes. */
export class CandidateSearch {
  private round: number;
  private isOver = false;
  /** What was found so far, best first. */
  chosen: readonly Chosen[] = [];

  constructor(
    readonly thread: ReadThread,
    private readonly wishes: WishList,
    private readonly judgement: Judgement,
  ) {
    const round = COUNTS.findIndex((count) => count >= wishes.enough);
    this.round = round < 0 ? COUNTS.length - 1 : round;
  }

  /** What reads and writes for the thread's platform. */
  get reader(): TextReader {
    return this.judgement.reader;
  }

  /** How many hashtags the model is to be asked for next; undefined when all is found. */
  get wanted(): number | undefined {
    return this.isOver || this.thread.placed.length === 0 ? undefined : COUNTS[this.round];
  }

  /** Takes the model's hashtags, best first: as many as were wanted, or all that there are. */
  take(list: readonly Suggestion[]): void {
    const { limit, minConfidence } = this.wishes;
    const found = new Map<string, Chosen>();
    let confidence = 1;
    for (const suggestion of list) {
      const nominee = this.nominee(suggestion);
      confidence = nominee.confidence;
      if (found.size === limit || confidence < minConfidence) break;
      // Two of the model's hashtags may be written alike.
      if (this.wishes.admits(nominee) && !found.has(nominee.key)) found.set(nominee.key, nominee);
    }
    this.chosen = [...found.values()];
    const isAll = list.length < COUNTS[this.round] || this.round === COUNTS.length - 1;
    this.isOver = found.size === limit || confidence < minConfidence || isAll;
    this.round++;
  }

  private nominee(suggestion: Suggestion): Chosen {
    const { reader, confidence, isKnown } = this.judgement;
    const { words, score } = suggestion;
    const hashtag = reader.writtenHashtag(words);
    return {
      hashtag,
      key: foldTag(hashtag),
      known: isKnown(words),
      confidence: confidence.of(score),
      suggestion,
    };
  }
}

/** Runs searches to their end; those that want as many hashtags are worked on together. */
export async function runSearches(
  suggester: Suggester,
  searches: readonly CandidateSearch[],
): Promise<void> {
  for (const count of COUNTS) {
    const some = searches.filter(({ wanted }) => wanted === count);
    if (some.length === 0) continue;
    const threads: Thread[] = some.map(({ thread }) => thread);
    const lists = await suggester.suggest(threads, { count });
    for (const [place, search] of some.entries()) search.take(lists[place]);
  }
}
