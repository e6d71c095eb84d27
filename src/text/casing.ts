/** What the casing of a hashtag says about ending a word at a place. */
export type CasingEvidence = "cut" | "join" | "none";

/** The letters and digits of a text, each with the marks that combine with it. */
export function lettersOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]\p{M}*/gu) ?? [];
}

/**
 * What the casing says about ending a word before each letter. Letters in capitals or lower case
 * alone, or with one capital in front, say nothing.
 * @param letters see `lettersOf`
 */
export function casingEvidence(letters: readonly string[]): CasingEvidence[] {
  const shape = letters.map(shapeOf).join("");
  const evidence = letters.map((_, place) => evidenceAt(shape, place));
  return evidence.includes("cut") ? evidence : evidence.map(() => "none");
}

/** Whether the spelling of a hashtag shows where its words end: "DeepLearning", "deep_learning". */
export function showsWords(tag: string): boolean {
  return /[\p{L}\p{N}]_+[\p{L}\p{N}]/u.test(tag) || casingEvidence(lettersOf(tag)).includes("cut");
}

/** A capital as "A", a lower-case letter as "a", anything else as "0". */
function shapeOf(letter: string): string {
  return /^\p{Lu}/u.test(letter) ? "A" : /^\p{Ll}/u.test(letter) ? "a" : "0";
}

function evidenceAt(shape: string, place: number): CasingEvidence {
  // Two letters in front of the place and two behind it.
  const around = `  ${shape} `.slice(place, place + 4);
  // In "iPhone" and "eBay" the first letter is part of the name, in "iLove" it is not.
  if (around.startsWith(" aA")) return "none";
  if (/^(?:.aA.|.AAa)$/.test(around)) return "cut";
  // Capitals end before the last one, as in "NHLBruins", or behind it, as in "LIFElegend".
  return around.startsWith("AAa") ? "none" : "join";
}
