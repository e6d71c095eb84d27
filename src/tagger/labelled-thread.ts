import type { Instance } from "../dataset/instance.js";
import { UserError } from "../support/errors.js";
import type { TextReader } from "../text/text-reader.js";
import type { LabelledThread } from "./suggestion.js";

const SIGNS = /^[#＃]+|[#＃]+$/gu;

/**
 * Turns a post with its hashtags into words, as the training posts were: the hashtags leave the texts, or the
 * model would learn to read them off.
 * @param place of the post among others, for the message
 * @throws UserError naming the post and its field that holds no word
 */
export function instanceOf(
  { post, replies = [], hashtags }: LabelledThread,
  place: number,
  reader: TextReader,
): Instance {
  const surface = hashtags.map((hashtag) => hashtag.replace(SIGNS, "").trim());
  const words = surface.map((spelling) => reader.hashtagWords(spelling));
  const wordless = words.findIndex((each) => each.length === 0);
  if (wordless >= 0 || words.length === 0) {
    const field = words.length === 0 ? "hashtags" : `hashtags[${wordless}]`;
    throw new UserError(`posts[${place}].${field}: holds no word. Give the post's hashtags.`);
  }
  const gold = new Set(words.map((each) => each.join("")));
  const wordsOf = (text: string) => reader.words({ text }, (_, each) => gold.has(each.join("")));
  const read = wordsOf(post);
  if (read.length === 0) {
    throw new UserError(`posts[${place}].post: holds no word beside its hashtags. Leave it out.`);
  }
  return {
    id: `added-${place}`,
    post: read,
    conversation: replies.flatMap(wordsOf),
    hashtags: words,
    text: post,
    surface,
  };
}
