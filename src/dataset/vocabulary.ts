import { z } from "zod";
import { UserError } from "../support/errors.js";
import type { Instance } from "./instance.js";
import { TRUNCATION, type Truncation } from "./truncation.js";

/** Fills sequences of a batch up to the longest. */
export const PAD = 0;
/** Stands for every word that the vocabulary lacks. */
export const UNKNOWN = 1;
/** The decoder's first input. */
export const START = 2;
/** Ends a generated hashtag. */
export const END = 3;

/** The special symbols; their positions are their ids. */
const SPECIAL = ["<pad>", "<unk>", "<s>", "</s>"];

/** Whether a word of the data is spelt like a special symbol. */
export function isSpecial(word: string): boolean {
  return SPECIAL.includes(word);
}

const jsonSchema = z.object({ words: z.array(z.string()), outputs: z.array(z.int()) });

/** What a vocabulary can be built with. */
export interface VocabularyOptions {
  /** Words in all, special symbols included (paper section 3: 30K for tweets, 50K for Weibo). */
  size?: number;
  /** Words beyond it are never read by the model and do not count. */
  truncation?: Truncation;
}

/** The words that post, conversation and hashtags share (paper section 2), numbered from 0. */
export class Vocabulary {
  private readonly ids: Map<string, number>;

  /**
   * @param words all words in the order of their ids, the special symbols first
   * @param outputs ids of the words of training hashtags, most frequent first: with END, the words
   *   that the output layer covers
   */
  private constructor(
    private readonly words: readonly string[],
    readonly outputs: readonly number[],
  ) {
    this.ids = new Map(words.map((word, id) => [word, id]));
    // A word of the data that is spelt like a special symbol is not that symbol.
    for (const symbol of SPECIAL) this.ids.delete(symbol);
  }

  /**
   * The most frequent words of the training instances, those of equal frequency in code-point order.
   * The words of hashtags are always kept, however rare: the output layer covers them, and a hashtag
   * with a dropped word could never be generated. They alone may exceed `size`.
   */
  static build(training: Iterable<Instance>, options: VocabularyOptions = {}): Vocabulary {
    const { size = 50_000, truncation = TRUNCATION } = options;
    const counts = new Counts();
    const hashtagCounts = new Counts();
    for (const { post, conversation, hashtags } of training) {
      counts.add(post, truncation.postWords);
      counts.add(conversation, truncation.conversationWords);
      for (const hashtag of hashtags) {
        counts.add(hashtag);
        hashtagCounts.add(hashtag);
      }
    }
    let room = size - SPECIAL.length - hashtagCounts.size;
    const kept = counts.ranked().filter((word) => hashtagCounts.has(word) || room-- > 0);
    const words = [...SPECIAL, ...kept];
    const ids = new Map(words.map((word, id) => [word, id]));
    return new Vocabulary(
      words,
      hashtagCounts.ranked().map((word) => ids.get(word)!),
    );
  }

  /**
   * Restores a vocabulary from what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is not a vocabulary
   */
  static fromJSON(value: unknown, place = "vocabulary"): Vocabulary {
    const result = jsonSchema.safeParse(value);
    const fault = result.success ? faultOf(result.data) : "expected { words, outputs }";
    if (!result.success || fault) {
      throw new UserError(`${place}: not a vocabulary (${fault}). Copy or train the model again.`);
    }
    return new Vocabulary(result.data.words, result.data.outputs);
  }

  /** The number of words, special symbols included; ids are below it. */
  get size(): number {
    return this.words.length;
  }

  /** The id of a word, UNKNOWN for one that the vocabulary lacks. */
  id(word: string): number {
    return this.ids.get(word) ?? UNKNOWN;
  }

  /** Whether the word has an id of its own. */
  has(word: string): boolean {
    return this.ids.has(word);
  }

  /**
   * The word of an id.
   * @throws RangeError when no word has the id
   */
  word(id: number): string {
    const word = this.words[id];
    if (word === undefined) throw new RangeError(`no word has the id ${id}`);
    return word;
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): { words: readonly string[]; outputs: readonly number[] } {
    return { words: this.words, outputs: this.outputs };
  }
}

/** How often each word occurs; words spelt like special symbols are left out. */
class Counts {
  private readonly counts = new Map<string, number>();

  get size(): number {
    return this.counts.size;
  }

  has(word: string): boolean {
    return this.counts.has(word);
  }

  /** Counts the first `limit` words. */
  add(words: readonly string[], limit = words.length): void {
    for (let i = 0; i < limit && i < words.length; i++) {
      const word = words[i];
      if (!isSpecial(word)) this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
    }
  }

  /** The words, most frequent first. */
  ranked(): string[] {
    const entries = [...this.counts].sort(([a, m], [b, n]) => n - m || compareCodePoints(a, b));
    return entries.map(([word]) => word);
  }
}

/** Orders by code point: unlike a locale's order, the same on every machine. */
function compareCodePoints(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1);
}

/** What is wrong with a stored vocabulary, undefined when it is whole. */
function faultOf({ words, outputs }: z.infer<typeof jsonSchema>): string | undefined {
  if (SPECIAL.some((symbol, id) => words[id] !== symbol)) return "special symbols are missing";
  if (new Set(words).size < words.length) return "a word occurs twice";
  if (new Set(outputs).size < outputs.length) return "an output word occurs twice";
  const isWord = (id: number) => id >= SPECIAL.length && id < words.length;
  return outputs.every(isWord) ? undefined : "an output word is not in the vocabulary";
}
