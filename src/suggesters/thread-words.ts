import type { Thread } from "./suggester.js";

/** The words of a post and the first ones of its conversation, as one text. */
export function threadWords({ post, conversation }: Thread, conversationWords: number): string[] {
  return [...post, ...conversation.slice(0, conversationWords)];
}
