import { unitsOf } from "./hashtag-in-text.js";
import { type FusionKnowledge, type Nominations, type ReadThread, table } from "./knowledge.js";
import { type ThreadPhrase, threadPhrases } from "./thread-phrases.js";

/** Most phrases of a thread that are looked at. */
const MOST = 60;

/** Collects phrases of the thread that are no known hashtag, those first that stand there most often, and describes each. */
export function nominatePhrases(
  { thread, opinions }: ReadThread,
  knowledge: FusionKnowledge,
): Nominations {
  const { facts } = knowledge;
  const bySpelling = new Map<string, ThreadPhrase>();
  for (const phrase of threadPhrases(thread, (word) => facts.isCommon(word))) {
    // As hashtags, "new year" and "newyear" are one.
    const key = phrase.words.join("");
    if (!bySpelling.has(key) && !knowledge.knows(phrase.words)) bySpelling.set(key, phrase);
  }
  const weight = ({ post, conversation }: ThreadPhrase) => 2 * post + conversation;
  const phrases = [...bySpelling.values()].sort((a, b) => weight(b) - weight(a)).slice(0, MOST);
  const surest = opinions.margins.reduce((most, margin) => Math.max(most, margin), -1);
  const columns = [
    ...phraseColumns(phrases),
    ...wordColumns(phrases, knowledge),
    phrases.map(() => surest),
    phrases.map(() => thread.post.length),
    phrases.map(() => thread.conversation.length),
  ];
  return {
    hashtags: phrases.map(({ words }) => ({ words, source: "generated" })),
    features: table(columns),
  };
}

/** How phrases stand in their thread. */
function phraseColumns(phrases: readonly ThreadPhrase[]): number[][] {
  return [
    phrases.map(({ post }) => post),
    phrases.map(({ conversation }) => conversation),
    phrases.map(({ freedom }) => freedom),
    phrases.map(({ start }) => start),
    phrases.map(({ words }) => words.length),
    phrases.map(({ words }) => unitsOf(words).length),
  ];
}

/** What the words of phrases are like. */
function wordColumns(phrases: readonly ThreadPhrase[], { facts }: FusionKnowledge): number[][] {
  const distinct = new Set(phrases.flatMap(({ words }) => words));
  const known = new Map([...distinct].map((word) => [word, facts.of(word)]));
  const factsOf = phrases.map(({ words }) =>
    words.map((word) => known.get(word) as { rarity: number; nameliness: number }),
  );
  const rarities = factsOf.map((words) => words.map(({ rarity }) => rarity));
  const nameliness = factsOf.map((words) => words.map((each) => each.nameliness));
  return [
    rarities.map(mean),
    rarities.map((each) => Math.max(...each)),
    rarities.map((each) => Math.min(...each)),
    nameliness.map(mean),
    nameliness.map((each) => Math.max(...each)),
    nameliness.map((each) => Math.min(...each)),
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
