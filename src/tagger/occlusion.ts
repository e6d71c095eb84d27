import type { Suggestion, Thread } from "../suggesters/suggester.js";
import { isNameable } from "../suggesters/terms/content-words.js";
import type { ReadThread, ThreadWord } from "./read-thread.js";
import type { WordEvidence } from "./suggestion.js";

/** Different words of a thread that are left out, one after the other; those that come first. */
const TRIED = 40;
/** A word without which less of the score is lost says nothing. */
const LEAST = 0.005;
/** Most words that are shown for a hashtag ... */
const SHOWN = 8;
/** ... and most places of them. */
const PLACES = 40;

/**
 * Tells which words of a thread speak for a hashtag by leaving each out, wherever in the thread it stands. That
 * shows what the model does, whatever the model; words that say the same hide each other.
 */
export class Occlusion {
  /** The thread without each of its words. */
  readonly variants: readonly Thread[];
  /** The places of each word that is left out. */
  private readonly places: readonly (readonly ThreadWord[])[];

  constructor(thread: ReadThread) {
    const places = new Map<string, ThreadWord[]>();
    for (const place of thread.placed) {
      const known = places.get(place.word);
      if (known) known.push(place);
      else if (places.size < TRIED && isNameable(place.word)) places.set(place.word, [place]);
    }
    this.places = [...places.values()];
    this.variants = [...places.keys()].map((word) => ({
      post: thread.post.filter((each) => each !== word),
      conversation: thread.conversation.filter((each) => each !== word),
    }));
  }

  /**
   * The words that speak for a hashtag.
   * @param lists what the model suggests for each of the variants
   */
  words(suggestion: Suggestion, lists: readonly (readonly Suggestion[])[]): WordEvidence[] {
    const whole = strengthOf(suggestion);
    if (whole === 0) return [];
    const key = suggestion.words.join("");
    const weights = lists.map((list) => {
      const left = list.find(({ words }) => words.join("") === key);
      return left ? 1 - strengthOf(left) / whole : 1;
    });
    const ranked = [...weights.keys()]
      .filter((word) => weights[word] >= LEAST)
      .sort((a, b) => weights[b] - weights[a])
      .slice(0, SHOWN);
    const found = ranked.flatMap((word) =>
      this.places[word].map((place) => evidenceAt(place, weights[word])),
    );
    return withoutRepeats(found).slice(0, PLACES);
  }
}

function strengthOf({ strength, score }: Suggestion): number {
  return strength ?? score;
}

function evidenceAt({ text, start, end }: ThreadWord, weight: number): WordEvidence {
  return { text, start, end, weight };
}

/** The words of a hashtag stand in one place: the best counts. */
function withoutRepeats(found: readonly WordEvidence[]): WordEvidence[] {
  const places = new Map<string, WordEvidence>();
  for (const each of found) {
    const key = `${each.text} ${each.start}`;
    if (!places.has(key)) places.set(key, each);
  }
  return [...places.values()];
}
