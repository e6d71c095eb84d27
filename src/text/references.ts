/** Characters that exports of posts leave escaped. */
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\xA0",
};

const REFERENCE = /&(?:#(?:x([\da-f]{1,6})|(\d{1,7}))|(amp|lt|gt|quot|apos|nbsp));/giu;

/** A text with its character references resolved, and the way back. */
export interface Resolved {
  readonly text: string;
  /** Where the character at an index of `text`, or its end, was in the original. */
  origin(index: number): number;
}

/** Resolves character references that are left in a text ("&amp;", "&#39;"), once. */
export function resolveReferences(original: string): Resolved {
  if (!original.includes("&")) return { text: original, origin: (index) => index };
  const origins: number[] = [];
  let text = "";
  let end = 0;
  const keep = (from: number, to: number): void => {
    for (let index = from; index < to; index++) origins.push(index);
    text += original.slice(from, to);
  };
  for (const match of original.matchAll(REFERENCE)) {
    const character = characterOf(match);
    if (character === undefined) continue;
    keep(end, match.index);
    // A character of two units starts where its reference does, and no token ends within it.
    for (let unit = 0; unit < character.length; unit++) origins.push(match.index);
    text += character;
    end = match.index + match[0].length;
  }
  keep(end, original.length);
  origins.push(original.length);
  return { text, origin: (index) => origins[index] };
}

function characterOf([, hexadecimal, decimal, name]: RegExpMatchArray): string | undefined {
  if (name !== undefined) return NAMED[name.toLowerCase()];
  const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
