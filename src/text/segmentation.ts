import { casingEvidence, lettersOf, showsWords } from "./casing.js";
import type { ChineseCutter } from "./chinese.js";
import { normalise } from "./normalise.js";
import { Spellings, tagKey } from "./spellings.js";
import type { WordCounts } from "./word-counts.js";
import type { WordList } from "./word-list.js";
import { WordModel } from "./word-model.js";

/** Words are at most this long, which bounds the work on long tags. */
const LONGEST_WORD = 30;

/**
 * Costs of ending words, negative natural logarithms. Those of casing are chosen on the development
 * half of `hashtags-labelled.tsv`.
 */
const BOUNDARY = {
  /** Of joining what the casing cuts ("WikiLeaks"). */
  acrossCasing: 12,
  /** Of cutting what the casing joins ("NewyorkCity"). */
  againstCasing: 6,
  /** Of cutting a number: only where it is too long to be a word. */
  withinNumber: 100,
};

/** Invisible characters, and the apostrophe that counts as a letter. */
const SILENT = /[\p{Default_Ignorable_Code_Point}\u02BC]/gu;
const CASED_SCRIPTS = ["Latin", "Cyrillic", "Greek"].map((script) => `\\p{Script=${script}}`);
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HAN_OR_KANA = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]";
const CASED = CASED_SCRIPTS.map((script) => `(?:[${script}\\p{N}]\\p{M}*)+`).join("|");
const OTHER = `(?:(?!${HAN_OR_KANA}|[${CASED_SCRIPTS.join("")}])\\p{L}\\p{M}*)+`;

/** Stretches of a hashtag, which are cut in different ways; whatever lies between ends a word. */
const STRETCH = new RegExp(`(${CASED})|(?:${HAN_OR_KANA}\\p{M}*)+|${OTHER}`, "gu");

/** A way to cut the front of a text into words: the last one, and the way that leads to it. */
interface Path {
  readonly word: string;
  readonly cost: number;
  readonly before?: Path;
}

/**
 * Splits hashtags into the words that they consist of (paper section 3): by underscores, scripts and
 * digits, and by the likeliest sequence of words, for which capitals within the tag are evidence.
 */
export class HashtagSegmenter {
  private readonly model: WordModel;

  /**
   * @param counts words of the corpus
   * @param wordList words of the language
   * @param cutChinese cuts stretches of Chinese characters; by default they stay whole
   * @param spellings what `learnTag` learnt before
   */
  constructor(
    counts: WordCounts,
    wordList: WordList,
    private readonly cutChinese: ChineseCutter = (text) => [text],
    readonly spellings = new Spellings(),
  ) {
    this.model = new WordModel(counts, wordList);
  }

  /**
   * Learns from a use of a hashtag where its words end, when its spelling shows it: with
   * "DeepLearning" learnt, "deeplearning" is cut like it. Of several spellings the most frequent counts.
   * @param tag without its sign
   */
  learnTag(tag: string): void {
    if (showsWords(tag)) this.spellings.add(tag);
  }

  /**
   * The words of a hashtag in lower case; joined they give its letters and digits.
   * @param tag without its sign
   */
  segment(tag: string): string[] {
    const spelling = this.spellings.favourite(tagKey(tag)) ?? tag;
    const stretches = spelling.normalize("NFC").replace(SILENT, "").matchAll(STRETCH);
    return [...stretches].flatMap(([stretch, cased]) => {
      if (cased !== undefined) return this.likeliestWords(stretch);
      // Han among kana is Japanese, which a Chinese dictionary would cut wrongly.
      const isChinese = /\p{Script=Han}/u.test(stretch) && !KANA.test(stretch);
      const plain = normalise(stretch);
      return isChinese ? this.cutChinese(plain) : [plain];
    });
  }

  /** The cheapest path through all words that may end at each place of a text (Viterbi). */
  private likeliestWords(text: string): string[] {
    const letters = lettersOf(text);
    const costs = boundaryCosts(letters);
    const ending: Path[][] = [[{ word: "", cost: 0 }]];
    for (let end = 1; end <= letters.length; end++) {
      const paths: Path[] = [];
      let joins = 0;
      for (let start = end - 1; start >= 0 && start >= end - LONGEST_WORD; start--) {
        const word = normalise(letters.slice(start, end).join(""));
        const path = this.extend(ending[start], word, costs[start].cut + joins);
        if (path) paths.push(path);
        joins += costs[start].join;
      }
      ending[end] = this.worthExtending(paths);
    }
    return wordsOf(cheapest(ending[letters.length]));
  }

  /** The cheapest path, and those whose last word may be half of a frequent pair. */
  private worthExtending(paths: readonly Path[]): Path[] {
    const best = cheapest(paths);
    return paths.filter((path) => path === best || this.model.isInCorpus(path.word));
  }

  /** The cheapest of some paths with one more word; undefined where it cannot be one. */
  private extend(paths: readonly Path[], word: string, boundaries: number): Path | undefined {
    const probability = this.model.probability(word);
    if (probability === 0) return undefined;
    let best: Path | undefined;
    for (const before of paths) {
      const likelihood = probability + this.model.pairBonus(before.word, word);
      const cost = before.cost + boundaries - Math.log(likelihood);
      if (!best || cost < best.cost) best = { word, cost, before };
    }
    return best;
  }
}

/** What it costs to end a word before each letter, and not to. */
function boundaryCosts(letters: readonly string[]): { cut: number; join: number }[] {
  const isDigit = letters.map((letter) => /^\p{N}/u.test(letter));
  return casingEvidence(letters).map((evidence, place) => {
    if (place === 0 || isDigit[place] !== isDigit[place - 1]) return { cut: 0, join: 0 };
    if (isDigit[place]) return { cut: BOUNDARY.withinNumber, join: 0 };
    return {
      cut: evidence === "join" ? BOUNDARY.againstCasing : 0,
      join: evidence === "cut" ? BOUNDARY.acrossCasing : 0,
    };
  });
}

function cheapest(paths: readonly Path[]): Path {
  return paths.reduce((best, path) => (path.cost < best.cost ? path : best));
}

function wordsOf(path: Path): string[] {
  const words: string[] = [];
  for (let at = path; at.before; at = at.before) words.unshift(at.word);
  return words;
}
