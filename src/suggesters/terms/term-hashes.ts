const WORD = 0x811c9dc5;
const GRAM = 0x9e3779b9;

/** The hash of a word, 32 bits. */
export function wordHash(word: string): number {
  let hash = WORD;
  for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i));
  return spread(hash);
}

/**
 * The hashes of all runs of characters of a text, 32 bits each; a word and a run that are spelt alike differ.
 * @param longest most characters of a run
 */
export function gramHashes(text: string, longest: number): number[] {
  const characters = Array.from(text, (character) => character.codePointAt(0) as number);
  const hashes: number[] = [];
  for (let start = 0; start < characters.length; start++) {
    let hash = GRAM;
    const end = Math.min(characters.length, start + longest);
    for (let i = start; i < end; i++) {
      hash = mix(hash, characters[i]);
      hashes.push(spread(hash));
    }
  }
  return hashes;
}

/** FNV-1a, a character at a time. */
function mix(hash: number, character: number): number {
  return Math.imul(hash ^ character, 0x01000193);
}

/** Makes every bit depend on the last character (the end of MurmurHash3). */
function spread(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
