const WORD = /[\p{L}\p{N}_]/u;

/**
 * The hashtags that a platform lists and the text does not hold, without the sign. Capitals and
 * accents do not count, as platforms drop them from the names that they list.
 * @returns undefined where there are none
 */
export function tagsOutside(text: string, tags: readonly string[]): readonly string[] | undefined {
  if (tags.length === 0) return undefined;
  const folded = fold(text);
  const outside = new Map<string, string>();
  for (const tag of tags) {
    const name = tag.trim().replace(/^[#＃]/u, "");
    const key = fold(name);
    if (key !== "" && !outside.has(key) && !holds(folded, key)) outside.set(key, name);
  }
  return outside.size > 0 ? [...outside.values()] : undefined;
}

/** Whether a text holds a hashtag, not only as the beginning of a longer one. */
function holds(text: string, tag: string): boolean {
  const signed = `#${tag}`;
  for (let at = text.indexOf(signed); at >= 0; at = text.indexOf(signed, at + 1)) {
    const next = text.codePointAt(at + signed.length);
    if (next === undefined || !WORD.test(String.fromCodePoint(next))) return true;
  }
  return false;
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
