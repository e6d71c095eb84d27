/**
 * The algorithm to follow: `nltk` (NLTK_EXTENSIONS, the default of NLTK's PorterStemmer), `original`
 * (Porter 1980) or `rouge155` (what ROUGE-1.5.5 counts under `-m`, with an empty exception table).
 */
export type PorterMode = "nltk" | "original" | "rouge155";

/** A suffix, what takes its place, and what the stem before it must satisfy. */
type Rule = readonly [suffix: string, replacement: string, holds: (stem: string) => boolean];

/** Words of fewer characters stay as they are. */
const SHORTEST: Record<PorterMode, number> = { nltk: 3, original: 0, rouge155: 4 };

/** NLTK's irregular forms: the stem, then the words that have it. */
const IRREGULAR = new Map(
  [
    ["sky", "sky", "skies"],
    ["die", "dying"],
    ["lie", "lying"],
    ["tie", "tying"],
    ["news", "news"],
    ["inning", "inning", "innings"],
    ["outing", "outing", "outings"],
    ["canning", "canning", "cannings"],
    ["howe", "howe"],
    ["proceed", "proceed"],
    ["exceed", "exceed"],
    ["succeed", "succeed"],
  ].flatMap(([stem, ...words]) => words.map((word) => [word, stem as string])),
);

const hasMeasure = (stem: string): boolean => measure(stem) > 0;
const isLong = (stem: string): boolean => measure(stem) > 1;

const STEP_2: readonly Rule[] = rules(
  `ational:ate tional:tion enci:ence anci:ance izer:ize alli:al entli:ent eli:e ousli:ous
   ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al
   iviti:ive biliti:ble`,
  hasMeasure,
);

const STEP_2_ADDED: Record<PorterMode, readonly Rule[]> = {
  original: [["abli", "able", hasMeasure]],
  nltk: [
    ["bli", "ble", hasMeasure],
    ["fulli", "ful", hasMeasure],
    ["logi", "log", (stem) => hasMeasure(`${stem}l`)],
  ],
  rouge155: [
    ["bli", "ble", hasMeasure],
    ["logi", "log", hasMeasure],
  ],
};

const STEP_3 = rules("icate:ic ative: alize:al iciti:ic ical:ic ful: ness:", hasMeasure);

const STEP_4_PLAIN = rules(
  "al: ance: ence: er: ic: able: ible: ant: ou: ism: ate: iti: ous: ive: ize:",
  isLong,
);
const STEP_4_ENT = rules("ement: ment: ent:", isLong);
const STEP_4_ION: Rule = ["ion", "", (stem) => isLong(stem) && /[st]$/.test(stem)];

/** The lists of step 4, each applied to what the one before left: ROUGE goes on where Porter stops. */
const STEP_4: Record<PorterMode, readonly (readonly Rule[])[]> = {
  nltk: [[...STEP_4_PLAIN, ...STEP_4_ENT, STEP_4_ION]],
  original: [[...STEP_4_PLAIN, ...STEP_4_ENT, STEP_4_ION]],
  rouge155: [STEP_4_PLAIN, ...STEP_4_ENT.map((rule) => [rule]), [STEP_4_ION]],
};

/**
 * The Porter stem of a word, lower-cased. A phrase counts as one word, so only its last word is stemmed.
 * Source: Porter, "An algorithm for suffix stripping" (1980), with the changes of each mode.
 */
export function porterStem(word: string, mode: PorterMode = "nltk"): string {
  const lower = word.toLowerCase();
  const irregular = mode === "nltk" ? IRREGULAR.get(lower) : undefined;
  if (irregular !== undefined) return irregular;
  if ([...word].length < SHORTEST[mode]) return lower;
  let stem = withoutPlural(lower, mode);
  stem = withoutPast(stem, mode);
  stem = withFinalI(stem, mode);
  stem = withoutDoubleSuffix(stem, mode);
  stem = applied(STEP_3, stem);
  for (const list of STEP_4[mode]) stem = applied(list, stem);
  stem = withoutFinalE(stem, mode);
  return isLong(stem) ? stem.replace(/ll$/, "l") : stem;
}

/** Step 1a: plurals. */
function withoutPlural(word: string, mode: PorterMode): string {
  if (mode === "nltk" && /^.ies$/su.test(word)) return word.slice(0, -1);
  if (/(ss|i)es$/.test(word)) return word.slice(0, -2);
  return word.replace(/(?<!s)s$/, "");
}

/** Step 1b: -eed, -ed, -ing, and NLTK's -ied. */
function withoutPast(word: string, mode: PorterMode): string {
  if (mode === "nltk" && word.endsWith("ied"))
    return word.slice(0, /^.ied$/su.test(word) ? -1 : -2);
  if (word.endsWith("eed")) return applied([["eed", "ee", hasMeasure]], word);
  const stem = word.replace(/(ed|ing)$/, "");
  return stem !== word && shape(stem).includes("v") ? withRepairedEnd(stem, mode) : word;
}

/** The end of step 1b: what is left of hop(p)ing, fil(e)ing and the like. */
function withRepairedEnd(stem: string, mode: PorterMode): string {
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (shape(stem).endsWith("c") && /([^lsz])\1$/su.test(stem)) return stem.replace(/.$/su, "");
  return measure(stem) === 1 && endsShort(stem, mode) ? `${stem}e` : stem;
}

/** Step 1c: y to i. */
function withFinalI(word: string, mode: PorterMode): string {
  const stem = shape(word.slice(0, -1));
  const replaces = mode === "nltk" ? /.c$/.test(stem) : stem.includes("v");
  return replaces ? word.replace(/y$/, "i") : word;
}

/** Step 2: -ational, -fulness and other double suffixes. */
function withoutDoubleSuffix(word: string, mode: PorterMode): string {
  const next = applied([...STEP_2, ...STEP_2_ADDED[mode]], word);
  // NLTK looks once more at what -alli leaves (cynicalli -> cynical -> step 2 again).
  const again = mode === "nltk" && word.endsWith("alli") && next !== word;
  return again ? withoutDoubleSuffix(next, mode) : next;
}

/** Step 5a: a final e. */
function withoutFinalE(word: string, mode: PorterMode): string {
  if (!word.endsWith("e")) return word;
  const stem = word.slice(0, -1);
  return isLong(stem) || (measure(stem) === 1 && !endsShort(stem, mode)) ? stem : word;
}

/** Rules of the form `suffix:replacement`, separated by white space, under one condition. */
function rules(pairs: string, holds: (stem: string) => boolean): Rule[] {
  return pairs.split(/\s+/).map((pair): Rule => {
    const [suffix = "", replacement = ""] = pair.split(":");
    return [suffix, replacement, holds];
  });
}

/** Applies the first rule whose suffix the word has; where its condition fails the word stays as it is. */
function applied(list: readonly Rule[], word: string): string {
  for (const [suffix, replacement, holds] of list) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, word.length - suffix.length);
    return holds(stem) ? stem + replacement : word;
  }
  return word;
}

/** One `c` (consonant) or `v` (vowel) per character; y is a vowel after a consonant. */
function shape(word: string): string {
  let kinds = "";
  for (const character of word) {
    const vowel = character === "y" ? kinds.endsWith("c") : /[aeiou]/.test(character);
    kinds += vowel ? "v" : "c";
  }
  return kinds;
}

/** Porter's m: how often a vowel is followed by a consonant. */
function measure(word: string): number {
  return shape(word).split("vc").length - 1;
}

/** Porter's *o: consonant, vowel, consonant other than w, x, y; under NLTK also a word that is just vowel, consonant. */
function endsShort(word: string, mode: PorterMode): boolean {
  const kinds = shape(word);
  return (kinds.endsWith("cvc") && !/[wxy]$/.test(word)) || (mode === "nltk" && kinds === "vc");
}
