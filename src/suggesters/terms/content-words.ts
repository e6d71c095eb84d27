import { PLACEHOLDERS } from "../../text/tokens.js";

const LETTER = /\p{L}/u;
const PLACEHOLDER = new RegExp(`^(?:${[...PLACEHOLDERS.keys()].join("|")})+$`);

/** Words in fewer posts say nothing about which words go together. */
const FEWEST_POSTS = 2;
/** Words in a larger share of the posts are function words ("the", "的") in any language ... */
const LARGEST_SHARE = 0.05;
/** ... of which a language has few: in a corpus of few words, each of which many posts have, there are none. */
const MOST_FUNCTION_WORDS = 0.01;

/** Whether a word alone could be a hashtag: it has a letter, and is no placeholder (also not several in one). */
export function isNameable(word: string): boolean {
  return LETTER.test(word) && !PLACEHOLDER.test(word);
}

/**
 * The words that say what posts are about: nameable ones that at least two posts have, without function
 * words, which are told by how many posts have them.
 * @returns both in the order in which the words first occur
 */
export function sortWords(posts: readonly (readonly string[])[]): {
  content: string[];
  functional: string[];
} {
  const counts = new Map<string, number>();
  for (const post of posts) {
    for (const word of new Set(post)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts.keys()].filter(
    (word) => isNameable(word) && counts.get(word)! >= FEWEST_POSTS,
  );
  const common = words.filter((word) => counts.get(word)! > LARGEST_SHARE * posts.length);
  common.sort((a, b) => counts.get(b)! - counts.get(a)!);
  const functional = new Set(common.slice(0, MOST_FUNCTION_WORDS * words.length));
  return {
    content: words.filter((word) => !functional.has(word)),
    functional: words.filter((word) => functional.has(word)),
  };
}
