/** Scripts that put no spaces between words: there a character is a unit, elsewhere a word is. */
const UNSPACED =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;

/** More occurrences in a text say nothing more. */
const MOST_OCCURRENCES = 9;

/** Words as units, in which a hashtag is looked for. */
export function unitsOf(words: readonly string[]): string[] {
  return words.flatMap((word) => (UNSPACED.test(word) ? [...word] : [word]));
}

/** How much of a hashtag stands in a text. */
export interface Occurrence {
  /** The share of its words that the text has, and of its units; rare ones count more. */
  readonly words: number;
  readonly units: number;
  /** The share of its units that stand in one piece, at the best place. */
  readonly run: number;
  /** How often all of it stands there in one piece. */
  readonly whole: number;
}

/** A text in which hashtags are looked for. */
export class SearchedText {
  private readonly words: ReadonlySet<string>;
  private readonly units: readonly string[];
  /** Where each unit stands. */
  private readonly places = new Map<string, number[]>();

  constructor(words: readonly string[]) {
    this.words = new Set(words);
    this.units = unitsOf(words);
    this.units.forEach((unit, place) => {
      const places = this.places.get(unit);
      if (places) places.push(place);
      else this.places.set(unit, [place]);
    });
  }

  /** The units that stand in it, each once. */
  distinctUnits(): Iterable<string> {
    return this.places.keys();
  }

  /** @param rarity how much a word or unit counts */
  find(
    hashtag: readonly string[],
    units: readonly string[],
    rarity: (unit: string) => number,
  ): Occurrence {
    const { run, whole } = this.longestRun(units);
    return {
      words: share(hashtag, (word) => this.words.has(word), rarity),
      units: share(units, (unit) => this.places.has(unit), rarity),
      run: run / units.length,
      whole,
    };
  }

  /** Whether all units stand in one piece. */
  holds(units: readonly string[]): boolean {
    return (this.places.get(units[0]) ?? []).some(
      (place) => this.runAt(units, 0, place) === units.length,
    );
  }

  private longestRun(units: readonly string[]): { run: number; whole: number } {
    let run = 0;
    let whole = 0;
    for (let from = 0; from + run < units.length; from++) {
      for (const place of this.places.get(units[from]) ?? []) {
        const length = this.runAt(units, from, place);
        run = Math.max(run, length);
        if (length === units.length) whole++;
      }
    }
    return { run, whole: Math.min(MOST_OCCURRENCES, whole) };
  }

  private runAt(units: readonly string[], from: number, place: number): number {
    let length = 0;
    while (from + length < units.length && this.units[place + length] === units[from + length])
      length++;
    return length;
  }
}

/** The share of the items that are there, by their rarities. */
function share(
  items: readonly string[],
  isThere: (item: string) => boolean,
  rarity: (item: string) => number,
): number {
  let [found, all] = [0, 0];
  for (const item of items) {
    const weight = rarity(item);
    all += weight;
    if (isThere(item)) found += weight;
  }
  return found / all;
}
