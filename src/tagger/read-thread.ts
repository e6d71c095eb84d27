import { findHashtags } from "../corpus/entities.js";
import type { Thread } from "../suggesters/suggester.js";
import type { PlacedWord, TextReader } from "../text/text-reader.js";
import type { ThreadText } from "./suggestion.js";
import { foldTag } from "./tag-pattern.js";

/** UTF-16 units of a text that are read: many times the longest microblog post. */
const LONGEST_TEXT = 10_000;
/** Words of a conversation that are read: more than any system looks at unless it is told to. */
const CONVERSATION_WORDS = 2000;

/** A word of a thread, and where it stands. */
export interface ThreadWord extends PlacedWord {
  /** The text that it stands in: 0 the post, 1 the first reply, and so on. */
  readonly text: number;
}

/** A thread as words. */
export interface ReadThread extends Thread {
  /** The words of the post, then those of the conversation. */
  readonly placed: readonly ThreadWord[];
  /** The hashtags within the post, folded. */
  readonly tags: readonly string[];
}

/** Turns the texts of a thread into words: the first 10,000 characters of each, and 2,000 words of all replies. */
export function readThread({ post, replies = [] }: ThreadText, reader: TextReader): ReadThread {
  const words = wordsOf(post, 0, reader);
  const below: ThreadWord[] = [];
  for (const [place, reply] of replies.entries()) {
    if (below.length >= CONVERSATION_WORDS) break;
    // A loop: a reply may have more words than a call takes arguments.
    for (const word of wordsOf(reply, place + 1, reader)) below.push(word);
  }
  const conversation = below.slice(0, CONVERSATION_WORDS);
  return {
    post: words.map(({ word }) => word),
    conversation: conversation.map(({ word }) => word),
    placed: [...words, ...conversation],
    tags: tagsOf(post, reader),
  };
}

function wordsOf(text: string, place: number, reader: TextReader): ThreadWord[] {
  const start = text.slice(0, LONGEST_TEXT);
  return reader.placedWords({ text: start }).map((word) => ({ ...word, text: place }));
}

/** Topics between two signs are hashtags to their author wherever the post is. */
function tagsOf(post: string, { platform }: TextReader): string[] {
  return [...findHashtags(post, platform), ...findHashtags(post, "weibo")].map(({ value }) =>
    foldTag(value),
  );
}
