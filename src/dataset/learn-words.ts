import { readThreads } from "../corpus/conversations.js";
import type { Platform } from "../corpus/post.js";
import type { Store } from "../corpus/store.js";
import { nodeResources } from "../text/node-resources.js";
import { TextReader } from "../text/text-reader.js";
import { languageOf } from "./filters.js";
import { LANGUAGES, type Language } from "./language.js";

/** Threads to learn from, the earliest; more hardly change what is learnt. */
export const LEARNING_THREADS = 200_000;

/** What a corpus teaches before its posts are turned into words. */
export interface Learnt {
  readonly reader: TextReader;
  /** The one of our languages that most posts are in. */
  readonly language: Language;
}

/**
 * Learns from the texts of a store how its hashtags split into words, and what language it is in.
 * @param onThread called with the number of threads read
 */
export async function learnWords(store: Store, onThread: (count: number) => void): Promise<Learnt> {
  const reader = new TextReader(await nodeResources());
  const languages = new Map<string, number>();
  const platforms = new Map<Platform, number>();
  let threads = 0;
  for await (const { post, replies } of readThreads(store, LEARNING_THREADS)) {
    for (const each of [post, ...replies]) reader.learn(each);
    increment(languages, languageOf(post) ?? "");
    increment(platforms, post.source);
    onThread(++threads);
  }
  return {
    reader: reader.withPlatform(mostFrequent([...platforms.keys()], platforms) ?? "other"),
    language: mostFrequent(LANGUAGES, languages) as Language,
  };
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The first of the keys with the highest count. */
function mostFrequent<K, T extends K>(keys: readonly T[], counts: ReadonlyMap<K, number>) {
  return keys.reduce<T | undefined>(
    (best, key) =>
      best === undefined || (counts.get(key) ?? 0) > (counts.get(best) ?? 0) ? key : best,
    undefined,
  );
}
