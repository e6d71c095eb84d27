import { fiveDecimals } from "./rouge-rounding.js";
import { rougeTokens } from "./rouge-tokens.js";
import { ngrams, overlap, skipBigrams, total, type UnitCounts } from "./rouge-units.js";

/** Recall, precision and F1 as ROUGE prints them: fractions of five decimals. */
export interface RougeScore {
  r: number;
  p: number;
  f: number;
}

/** The measures of ROUGE-1.5.5 under `-n 2 -2 4 -u`. */
export interface RougeScores {
  rouge1: RougeScore;
  rouge2: RougeScore;
  rougeSU4: RougeScore;
}

/** How each measure counts the tokens of a text. */
const UNITS: Record<keyof RougeScores, (tokens: readonly string[]) => UnitCounts> = {
  rouge1: (tokens) => ngrams(tokens, 1),
  rouge2: (tokens) => ngrams(tokens, 2),
  rougeSU4: (tokens) => skipBigrams(tokens, 4),
};

/**
 * ROUGE of one candidate text as ROUGE-1.5.5 computes it with `-n 2 -2 4 -u -m -f A -p 0.5` and an empty
 * exception table. Several references are averaged as `-f A` does: hits and counts are summed over them
 * before they are divided.
 * @param candidate the text to judge; Chinese as {@link characterText} writes it
 * @param references the texts to match, written likewise
 * @param bytes the `-b` limit on candidate and references, in UTF-8 bytes
 */
export function rouge(
  candidate: string,
  references: readonly string[],
  bytes?: number,
): RougeScores {
  const tokens = rougeTokens(candidate, bytes);
  const wanted = references.map((reference) => rougeTokens(reference, bytes));
  const score = (measure: keyof RougeScores) => scoreOf(UNITS[measure], tokens, wanted);
  return { rouge1: score("rouge1"), rouge2: score("rouge2"), rougeSU4: score("rougeSU4") };
}

function scoreOf(
  unitsOf: (tokens: readonly string[]) => UnitCounts,
  candidate: readonly string[],
  references: readonly string[][],
): RougeScore {
  const units = unitsOf(candidate);
  let hits = 0;
  let wanted = 0;
  for (const reference of references) {
    const referenceUnits = unitsOf(reference);
    hits += overlap(units, referenceUnits);
    wanted += total(referenceUnits);
  }
  const r = fiveDecimals(ratio(hits, wanted));
  const p = fiveDecimals(ratio(hits, total(units) * references.length));
  // ROUGE derives F from the rounded figures: 0.71428 where exact ones would give 0.71429.
  return { r, p, f: fiveDecimals(ratio(p * r, 0.5 * p + 0.5 * r)) };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
