import { z } from "zod";
import { PLATFORMS, type Platform } from "../corpus/post.js";
import { UserError } from "../support/errors.js";
import type { ChineseCutter } from "./chinese.js";
import { HashtagSegmenter } from "./segmentation.js";
import { Spellings } from "./spellings.js";
import { SurfaceForms } from "./surface.js";
import { type Token, type TokenKind, tokenise } from "./tokens.js";
import { WordCounts } from "./word-counts.js";
import type { WordList } from "./word-list.js";

/** Most words, pairs and spellings that are stored: rarer ones hardly change how a text is read. */
const STORED = 30_000;

/** Most hashtags whose words are kept at hand. */
const KNOWN = 100_000;

/** What a stored reader must look like; its parts are checked where they are read. */
export const knowledgeSchema = z.object({
  platform: z.enum(PLATFORMS),
  counts: z.unknown(),
  spellings: z.unknown(),
  surfaces: z.unknown(),
});

/** What a corpus taught, as a value that survives JSON. */
export type TextKnowledge = z.infer<typeof knowledgeSchema>;

/**
 * Adds to what a corpus taught how people spell the hashtags that are shown.
 * @param knowledge what a `TextReader` gave; undefined where the corpus was tokenised elsewhere
 * @param spellings one for each use
 */
export function withSurfaces(
  knowledge: TextKnowledge | undefined,
  spellings: Iterable<string>,
): TextKnowledge {
  const known = knowledge ?? NOTHING;
  const surfaces = SurfaceForms.fromJSON(known.surfaces);
  for (const spelling of spellings) surfaces.add(spelling);
  return { ...known, surfaces: surfaces.top(STORED) };
}

/** What a text reader needs beside what a corpus taught it. */
export interface TextResources {
  readonly wordList: WordList;
  readonly cutChinese: ChineseCutter;
  /** Loads what `cutChinese` needs for some texts; absent where all is loaded. */
  readonly prepare?: (texts: readonly string[]) => Promise<void>;
}

/** What is known without a corpus. */
const NOTHING: TextKnowledge = {
  platform: "other",
  counts: new WordCounts().toJSON(),
  spellings: [],
  surfaces: [],
};

/** A text, and what is known of it. */
export interface PostText {
  readonly text: string;
  /** Where it comes from; without it, where most posts of the corpus do. */
  readonly source?: Platform;
  readonly language?: string;
}

/** A word of a text, and where it stands. */
export interface PlacedWord {
  readonly word: string;
  /** "hashtag" for each word of a hashtag, which all stand where it does. */
  readonly kind: TokenKind;
  /** In UTF-16 code units: `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

/** What a corpus taught: its words, and how its hashtags are spelt. */
interface Learnt {
  readonly counts: WordCounts;
  /** Spellings that show where the words of a hashtag end. */
  readonly spellings: Spellings;
  /** Spellings of the hashtags that are suggested. */
  readonly surfaces: SurfaceForms;
}

/** Turns texts into words, and words into hashtags, in the way a corpus taught it (paper section 3). */
export class TextReader {
  private readonly segmenter: HashtagSegmenter;
  /** Words of hashtags since the last lesson: the same few are met again and again. */
  private readonly known = new Map<string, string[]>();

  /** @param platform the one that most posts of the corpus come from */
  constructor(
    private readonly resources: TextResources,
    readonly platform: Platform = "other",
    private readonly learnt: Learnt = {
      counts: new WordCounts(),
      spellings: new Spellings(),
      surfaces: new SurfaceForms(),
    },
  ) {
    const { wordList, cutChinese } = resources;
    this.segmenter = new HashtagSegmenter(learnt.counts, wordList, cutChinese, learnt.spellings);
  }

  /**
   * Restores what `toJSON` gave.
   * @param place the file it comes from, for the message
   * @throws UserError when the value is something else
   */
  static fromJSON(value: unknown, resources: TextResources, place: string): TextReader {
    const result = knowledgeSchema.safeParse(value);
    if (!result.success) {
      throw new UserError(`${place}: not what threadtag wrote there. Make its folder again.`);
    }
    const { platform, counts, spellings, surfaces } = result.data;
    return new TextReader(resources, platform, {
      counts: WordCounts.fromJSON(counts, place),
      spellings: Spellings.fromJSON(spellings, place),
      surfaces: SurfaceForms.fromJSON(surfaces, place),
    });
  }

  /**
   * Loads what reading some texts takes; to be called before they are read.
   * @throws UserError when it cannot be loaded
   */
  async prepare(texts: readonly string[]): Promise<void> {
    await this.resources.prepare?.(texts);
  }

  /** Learns the words of a text, and how its hashtags are spelt. */
  learn(post: PostText): void {
    this.known.clear();
    let words: string[] = [];
    for (const token of this.tokens(post)) {
      if (token.kind === "hashtag") this.segmenter.learnTag(spellingOf(post.text, token));
      if (token.kind === "word") words.push(token.word);
      else {
        this.learnt.counts.add(words);
        words = [];
      }
    }
    this.learnt.counts.add(words);
  }

  /**
   * The words of a text. Its hashtags become the words that they consist of.
   * @param isHidden told each hashtag and its words; true leaves it out
   */
  words(
    post: PostText,
    isHidden: (hashtag: Token, words: readonly string[]) => boolean = () => false,
  ): string[] {
    return this.placedWords(post, isHidden).map(({ word }) => word);
  }

  /** The words of a text as `words` gives them, and where they stand. */
  placedWords(
    post: PostText,
    isHidden: (hashtag: Token, words: readonly string[]) => boolean = () => false,
  ): PlacedWord[] {
    return this.tokens(post).flatMap((token) => {
      if (token.kind !== "hashtag") return token;
      const words = this.hashtagWords(spellingOf(post.text, token));
      return isHidden(token, words)
        ? []
        : words.map((word) => ({ ...token, word: placeholder(word) }));
    });
  }

  /** The words of a hashtag. @param spelling without its sign */
  hashtagWords(spelling: string): string[] {
    let words = this.known.get(spelling);
    if (!words) {
      words = this.segmenter.segment(spelling);
      if (this.known.size >= KNOWN) this.known.clear();
      this.known.set(spelling, words);
    }
    return words;
  }

  /** A hashtag as people write it, with its sign; its words where nothing of it can be written so. */
  hashtag(words: readonly string[]): string {
    return this.writtenHashtag(words) || words.join(" ");
  }

  /** A hashtag as people write it, with its sign; empty where nothing of its words can stand in one. */
  writtenHashtag(words: readonly string[]): string {
    return this.learnt.surfaces.surface(words, this.platform);
  }

  /** The same reader for another platform. */
  withPlatform(platform: Platform): TextReader {
    return new TextReader(this.resources, platform, this.learnt);
  }

  /** A value that survives JSON and `fromJSON`. */
  toJSON(): TextKnowledge {
    const { counts, spellings, surfaces } = this.learnt;
    return {
      platform: this.platform,
      counts: counts.top(STORED),
      spellings: spellings.top(STORED),
      surfaces: surfaces.top(STORED),
    };
  }

  private tokens({ text, source, language }: PostText): Token[] {
    return tokenise(text, {
      platform: source ?? this.platform,
      cutChinese: this.resources.cutChinese,
      ...(language !== undefined && { language }),
    });
  }
}

/** A hashtag as it stands in a text, without its signs. */
function spellingOf(text: string, { start, end }: Token): string {
  return text.slice(start, end).replace(/^[#＃]|[#＃]$/gu, "");
}

/** A number within a hashtag is a number like any other in the text. */
function placeholder(word: string): string {
  return /^\p{N}+$/u.test(word) ? "DIGIT" : word;
}
