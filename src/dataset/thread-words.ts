import type { Thread } from "../corpus/conversations.js";
import { isManualRetweet } from "../corpus/formats/twitter-text.js";
import { splitHashtags } from "../corpus/gold.js";
import type { Post } from "../corpus/post.js";
import type { ChineseCutter } from "../text/chinese.js";
import type { HashtagSegmenter } from "../text/segmentation.js";
import { type Token, tokenise } from "../text/tokens.js";
import { hashtagKey, type Instance } from "./instance.js";

/** What turns text into words. */
export interface WordTools {
  readonly segmenter: HashtagSegmenter;
  readonly cutChinese: ChineseCutter;
  /** Whether the gold hashtags of a post are taken out of its replies. */
  readonly hideAnswers: boolean;
}

/** A thread as words, and what its replies lost. */
export interface ThreadWords {
  /** Without gold hashtags it is no instance. */
  readonly instance: Instance;
  /** Hashtags of replies that gave the answer away. */
  readonly answersHidden: number;
  /** Replies that only repeat a post, as their text shows. */
  readonly reposts: number;
}

/** A gold hashtag: its words and its spelling. */
interface Gold {
  readonly words: string[];
  readonly spelling: string;
}

/**
 * Turns a thread into words (paper section 3). Gold hashtags leave the post, and the replies too where
 * `hideAnswers` says so; hashtags inside a text become the words that they consist of.
 */
export function threadWords({ post, replies: all }: Thread, tools: WordTools): ThreadWords {
  const replies = all.filter(({ text }) => !isManualRetweet(text));
  const edges = splitHashtags(post).gold;
  const spellings = [...edges.map(({ value }) => value), ...(post.tags ?? [])];
  const gold = goldHashtags(spellings, tools.segmenter);
  const starts = new Set(edges.map(({ start }) => start));
  const answers = new Set(tools.hideAnswers ? gold.map(({ words }) => words.join("")) : []);
  let answersHidden = 0;
  const isAnswer = (words: readonly string[]): boolean => {
    if (!answers.has(words.join(""))) return false;
    answersHidden++;
    return true;
  };
  const instance: Instance = {
    id: post.id,
    post: wordsOf(post, tools, (token) => starts.has(token.start)),
    conversation: replies.flatMap((reply) =>
      wordsOf(reply, tools, (_, hashtag) => isAnswer(hashtag)),
    ),
    hashtags: gold.map(({ words }) => words),
    text: post.text,
    replies: replies.map(({ text }) => text),
    surface: gold.map(({ spelling }) => spelling),
  };
  return { instance, answersHidden, reposts: all.length - replies.length };
}

/** Distinct hashtags of more than one character, each in the first spelling of the post. */
function goldHashtags(spellings: readonly string[], segmenter: HashtagSegmenter): Gold[] {
  const gold = new Map<string, Gold>();
  for (const spelling of spellings) {
    if ([...spelling].length < 2) continue;
    const words = segmenter.segment(spelling);
    const key = hashtagKey(words);
    if (words.length > 0 && !gold.has(key)) gold.set(key, { words, spelling });
  }
  return [...gold.values()];
}

/**
 * The words of a post.
 * @param isHidden told each hashtag and its words; true leaves it out
 */
function wordsOf(
  { text, source, language }: Post,
  { segmenter, cutChinese }: WordTools,
  isHidden: (token: Token, words: readonly string[]) => boolean,
): string[] {
  const options = { platform: source, cutChinese, ...(language !== undefined && { language }) };
  return tokenise(text, options).flatMap((token) => {
    if (token.kind !== "hashtag") return token.word;
    const words = segmenter.segment(hashtagSpelling(text, token));
    return isHidden(token, words) ? [] : words.map(placeholder);
  });
}

/** A hashtag as it stands in a text, without its signs. */
export function hashtagSpelling(text: string, { start, end }: Token): string {
  return text.slice(start, end).replace(/^[#＃]|[#＃]$/gu, "");
}

/** A number within a hashtag is a number like any other in the text. */
function placeholder(word: string): string {
  return /^\p{N}+$/u.test(word) ? "DIGIT" : word;
}
