/** What a platform makes of a stretch of text. */
export type EntityKind = "hashtag" | "mention" | "url" | "email";

/** A stretch of text that a platform turns into a link. */
export interface Entity {
  readonly kind: EntityKind;
  /** Without its sign: the text of a hashtag, the account of a mention; else the stretch itself. */
  readonly value: string;
  /** Where it starts, sign included, in UTF-16 units of the text. */
  readonly start: number;
  /** Where the text goes on after it. */
  readonly end: number;
}

/**
 * Every match of a pattern as an entity.
 * @param pattern global; its first group is the value, without a group the whole match is
 */
export function matchEntities(text: string, kind: EntityKind, pattern: RegExp): Entity[] {
  const found: Entity[] = [];
  // Not `matchAll`: it copies the pattern, which takes longer than most searches.
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const value = match[1] ?? match[0];
    found.push({ kind, value, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/**
 * In order of their start, without those that reach into an earlier one. Of two that start at the
 * same place the one that is listed first stays.
 */
export function withoutOverlaps(entities: readonly Entity[]): Entity[] {
  let end = 0;
  return [...entities]
    .sort((a, b) => a.start - b.start)
    .filter((entity) => {
      const free = entity.start >= end;
      if (free) end = entity.end;
      return free;
    });
}
