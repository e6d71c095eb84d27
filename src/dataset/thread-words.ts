import type { Thread } from "../corpus/conversations.js";
import { isManualRetweet } from "../corpus/formats/twitter-text.js";
import { splitHashtags } from "../corpus/gold.js";
import type { TextReader } from "../text/text-reader.js";
import type { Instance } from "./instance.js";

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
 * Turns a thread into words (paper section 3). Gold hashtags leave the post, and its replies too where
 * they are to hide the answers; hashtags inside a text become the words that they consist of.
 */
export function threadWords(
  { post, replies: all }: Thread,
  reader: TextReader,
  hideAnswers: boolean,
): ThreadWords {
  const replies = all.filter(({ text }) => !isManualRetweet(text));
  const edges = splitHashtags(post).gold;
  const gold = goldHashtags([...edges.map(({ value }) => value), ...(post.tags ?? [])], reader);
  const starts = new Set(edges.map(({ start }) => start));
  const answers = new Set(hideAnswers ? gold.map(({ words }) => words.join("")) : []);
  let answersHidden = 0;
  const isAnswer = (words: readonly string[]): boolean => {
    if (!answers.has(words.join(""))) return false;
    answersHidden++;
    return true;
  };
  const instance: Instance = {
    id: post.id,
    post: reader.words(post, ({ start }) => starts.has(start)),
    conversation: replies.flatMap((reply) => reader.words(reply, (_, words) => isAnswer(words))),
    hashtags: gold.map(({ words }) => words),
    text: post.text,
    replies: replies.map(({ text }) => text),
    surface: gold.map(({ spelling }) => spelling),
  };
  return { instance, answersHidden, reposts: all.length - replies.length };
}

/** Distinct hashtags of more than one character, each as its first spelling in the post splits. */
function goldHashtags(spellings: readonly string[], reader: TextReader): Gold[] {
  const gold = new Map<string, Gold>();
  for (const spelling of spellings) {
    if ([...spelling].length < 2) continue;
    const words = reader.hashtagWords(spelling);
    // Capitals tell where words end: another spelling may split elsewhere.
    const key = words.join("");
    if (words.length > 0 && !gold.has(key)) gold.set(key, { words, spelling });
  }
  return [...gold.values()];
}
