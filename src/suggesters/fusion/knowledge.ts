import type { HashtagTable } from "../hashtag-table.js";
import type { Source, Thread } from "../suggester.js";
import { SearchedText } from "./hashtag-in-text.js";
import type { HashtagNames } from "./hashtag-names.js";
import type { FusionParts, Opinions } from "./parts.js";
import { WordFacts } from "./word-facts.js";

/** A thread with what the parts say of it. */
export interface ReadThread {
  readonly thread: Thread;
  /** Post and conversation. */
  readonly texts: readonly [SearchedText, SearchedText];
  readonly opinions: Opinions;
}

/** Hashtags that may fit a thread, and what is known of each. */
export interface Nominations {
  readonly hashtags: readonly { readonly words: readonly string[]; readonly source: Source }[];
  /** `[hashtags, features]` */
  readonly features: Float32Array;
}

/** All that posts taught a fusion, its rankers aside. */
export class FusionKnowledge {
  readonly facts: WordFacts;

  /** @param scale by how much more posts there will be than those that the parts learnt from */
  constructor(
    readonly parts: FusionParts,
    readonly names: HashtagNames,
    private readonly table: HashtagTable,
    private readonly scale = 1,
  ) {
    this.facts = new WordFacts(parts.classifier.kernel, table.toJSON(), parts.posts);
  }

  /** The words of a hashtag. */
  words(hashtag: number): readonly string[] {
    return this.table.words(hashtag);
  }

  /** In how many posts a hashtag is to be expected; 0 for one that the parts do not know. */
  frequency(hashtag: number): number {
    return (this.parts.posts[hashtag]?.length ?? 0) * this.scale;
  }

  /** Whether the parts know a hashtag. */
  knows(words: readonly string[]): boolean {
    const number = this.table.numberOf(words);
    return number !== undefined && this.frequency(number) > 0;
  }

  /** Asks the parts about a thread. */
  read(thread: Thread): ReadThread {
    const texts = [new SearchedText(thread.post), new SearchedText(thread.conversation)] as const;
    return { thread, texts, opinions: this.parts.opinions(thread) };
  }
}

/** Puts columns side by side, each a list of one value per row: `[rows, columns]`. */
export function table(columns: readonly ArrayLike<number>[]): Float32Array {
  const rows = columns[0]?.length ?? 0;
  const values = new Float32Array(rows * columns.length);
  columns.forEach((column, place) => {
    for (let row = 0; row < rows; row++) values[row * columns.length + place] = column[row];
  });
  return values;
}
