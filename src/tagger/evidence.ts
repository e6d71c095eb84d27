import type { OpenSuggester, SimilarPost } from "../suggesters/open-suggester.js";
import type { TextReader } from "../text/text-reader.js";
import type { CandidateSearch } from "./candidate-search.js";
import { Occlusion } from "./occlusion.js";
import type { EarlierPost, Evidence } from "./suggestion.js";

/** Similar posts that are looked at, and those of them that are shown for a hashtag. */
const SIMILAR = { found: 50, shown: 3 };
/** Hashtags of a thread without a word among which one is looked for: the fewest, and for each suggestion. */
const LOOKED_AT = { least: 20, each: 3 };

/**
 * Finds out why hashtags are suggested.
 * @param searches that are over
 * @returns for each of them the evidence for each of its hashtags
 */
export async function findEvidence(
  suggester: OpenSuggester,
  searches: readonly CandidateSearch[],
): Promise<Evidence[][]> {
  const occlusions = searches.map(({ thread }) => new Occlusion(thread));
  const variants = occlusions.flatMap((each) => each.variants);
  const most = Math.max(0, ...searches.map(({ chosen }) => chosen.length));
  const count = Math.max(LOOKED_AT.least, LOOKED_AT.each * most);
  const lists = await suggester.suggest(variants, { count });
  let next = 0;
  return searches.map(({ thread, chosen, reader }, place) => {
    const occlusion = occlusions[place];
    const own = lists.slice(next, next + occlusion.variants.length);
    next += occlusion.variants.length;
    const similar = suggester.similarPosts?.(thread, SIMILAR.found) ?? [];
    return chosen.map(({ suggestion }) => ({
      words: occlusion.words(suggestion, own),
      posts: postsFor(suggestion.words, similar, reader),
    }));
  });
}

/** The most similar posts that have a hashtag, then the others. */
function postsFor(
  hashtag: readonly string[],
  similar: readonly SimilarPost[],
  reader: TextReader,
): EarlierPost[] {
  const key = hashtag.join("");
  const has = ({ hashtags }: SimilarPost) => hashtags.some((words) => words.join("") === key);
  const ranked = [...similar.filter(has), ...similar.filter((post) => !has(post))];
  return ranked.slice(0, SIMILAR.shown).map(({ text, hashtags, similarity }) => ({
    text,
    hashtags: hashtags.map((words) => reader.hashtag(words)),
    similarity,
  }));
}
