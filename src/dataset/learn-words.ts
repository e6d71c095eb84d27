import { readThreads } from "../corpus/conversations.js";
import type { Post } from "../corpus/post.js";
import type { Store } from "../corpus/store.js";
import type { ChineseCutter } from "../text/chinese.js";
import { jiebaCutter } from "../text/jieba.js";
import { HashtagSegmenter } from "../text/segmentation.js";
import { tokenise } from "../text/tokens.js";
import { WordCounts } from "../text/word-counts.js";
import { loadWordList } from "../text/word-list.js";
import { languageOf } from "./filters.js";
import { LANGUAGES, type Language } from "./language.js";
import { hashtagSpelling, type WordTools } from "./thread-words.js";

/** Threads to learn from, the earliest; more hardly change what is learnt. */
const LEARNING_THREADS = 200_000;

/** What a corpus teaches before its posts are turned into words. */
export interface Learnt extends Pick<WordTools, "segmenter" | "cutChinese"> {
  /** The one of our languages that most posts are in. */
  readonly language: Language;
}

/**
 * Learns from the texts of a store how its hashtags split into words, and what language it is in.
 * @param onThread called after every thread
 */
export async function learnWords(store: Store, onThread: (count: number) => void): Promise<Learnt> {
  const counts = new WordCounts();
  const cutChinese = jiebaCutter();
  const segmenter = new HashtagSegmenter(counts, await loadWordList(), cutChinese);
  const languages = new Map<string, number>();
  let threads = 0;
  for await (const { post, replies } of readThreads(store)) {
    for (const each of [post, ...replies]) learnPost(each, counts, segmenter, cutChinese);
    const language = languageOf(post) ?? "";
    languages.set(language, (languages.get(language) ?? 0) + 1);
    onThread(++threads);
    if (threads === LEARNING_THREADS) break;
  }
  const [first, second] = LANGUAGES;
  const isFirst = (languages.get(first) ?? 0) >= (languages.get(second) ?? 0);
  return { segmenter, cutChinese, language: isFirst ? first : second };
}

/** Counts the words of a post and remembers how its hashtags are spelt. */
function learnPost(
  post: Post,
  counts: WordCounts,
  segmenter: HashtagSegmenter,
  cutChinese: ChineseCutter,
): void {
  let words: string[] = [];
  for (const token of tokenise(post.text, { platform: post.source, cutChinese })) {
    if (token.kind === "word") words.push(token.word);
    else {
      counts.add(words);
      words = [];
    }
    if (token.kind === "hashtag") segmenter.learnTag(hashtagSpelling(post.text, token));
  }
  counts.add(words);
  for (const tag of post.tags ?? []) segmenter.learnTag(tag);
}
