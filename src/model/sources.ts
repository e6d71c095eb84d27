import type { Example } from "../dataset/encode.js";
import type { Source } from "./config.js";

/** The word ids `[T]` that an encoder reads for a source; the conversation follows the post. */
export function wordsOf(
  source: Source,
  example: Pick<Example, "post" | "conversation">,
): Int32Array {
  if (source !== "concatenation") return example[source];
  const { post, conversation } = example;
  const both = new Int32Array(post.length + conversation.length);
  both.set(post);
  both.set(conversation, post.length);
  return both;
}
