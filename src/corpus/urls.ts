import { type Entity, matchEntities, withoutOverlaps } from "./entity.js";
import { TOP_LEVEL_DOMAIN } from "./top-level-domains.js";

const LATIN = String.raw`a-z\d\xC0-\xD6\xD8-\xF6\xF8-\u024F`;
/** Letters and signs of any script but white space, directional marks and punctuation of addresses. */
const ANY = String.raw`[^\x00-\x2C\x2E\x2F\x3A-\x40\x5B-\x60\x7B-\x7F\p{Z}\p{P}\p{C}]`;

/** One label of a site's name; those before the last two may hold underscores. */
function label(character: string, inner: string): string {
  return `${character}(?:(?:${character}|[${inner}]){0,61}${character})?`;
}

/** A site's name ends at a top-level domain, unless letters of a longer one or an address follow. */
function site(character: string): string {
  const encoded = String.raw`(?!xn--[a-z\d\-]*[^\x00-\x7F])`;
  return (
    String.raw`(?:${encoded}${label(character, "_\\-")}\.){0,8}` +
    String.raw`${encoded}${label(character, "\\-")}\.(?:${TOP_LEVEL_DOMAIN})(?![${LATIN}@＠+_\-])`
  );
}

/** What may stand in a path, a query or a fragment. Brackets only in pairs, two deep. */
const PATH_CHARACTER = String.raw`[${LATIN}\p{Script=Cyrillic}!*';:=+,.$%#\[\]\-–_~@|&\/?]`;
const BRACKETS = String.raw`\((?:${PATH_CHARACTER}|\(${PATH_CHARACTER}*\))*\)`;
const REST = `${PATH_CHARACTER}*(?:${BRACKETS}${PATH_CHARACTER}*)*`;
const TAIL = String.raw`(?::\d{1,5})?(?:[\/?#]${REST})?`;

const BEFORE = String.raw`(?<![a-z\d@＠$#＃])`;
/** Twitter's own short links end where their code does, and have nothing but a query behind it. */
const SHORT = String.raw`t\.co\/[a-z\d]`;
const SHORT_TAIL = String.raw`{1,40}(?![a-z\d])(?:\?${REST})?`;

const WITH_PROTOCOL = new RegExp(
  String.raw`${BEFORE}https?:\/\/(?!${SHORT})${site(ANY)}${TAIL}`,
  "giu",
);
const WITHOUT_PROTOCOL = new RegExp(
  String.raw`(?<![${LATIN}@＠$#＃\-_.\/])(?!${SHORT})${site(`[${LATIN}]`)}${TAIL}`,
  "giu",
);
const SHORTENED = new RegExp(
  String.raw`(?:${BEFORE}https?:\/\/|(?<![${LATIN}@＠$#＃\-_.\/]))${SHORT}${SHORT_TAIL}`,
  "giu",
);

const EMAIL =
  /(?<![\p{L}\p{N}.!#$%&*+/=?^_~@＠-])[\p{L}\p{N}_][\p{L}\p{N}.%+_-]{0,63}@(?:[a-z\d][a-z\d-]{0,62}\.){1,8}[a-z]{2,24}(?![\p{L}\p{N}@])/giu;

/**
 * The links of a text, with "http" or without, by Twitter's rules, except that a full stop without a
 * space ("the end.It was") makes no link: a domain in mixed case needs a path or "http".
 * @returns the links as they are written
 */
export function findUrls(text: string): Entity[] {
  if (!text.includes(".")) return [];
  const found = [SHORTENED, WITH_PROTOCOL, WITHOUT_PROTOCOL].flatMap((pattern) =>
    matchEntities(text, "url", pattern),
  );
  return withoutOverlaps(found.map(trimmed).filter(({ value }) => !isMissingSpace(value)));
}

/** The e-mail addresses of a text. */
export function findEmails(text: string): Entity[] {
  return text.includes("@") ? matchEntities(text, "email", EMAIL) : [];
}

/** Punctuation after a link belongs to the sentence, quotes of a path do not end it. */
function trimmed(entity: Entity): Entity {
  let end = entity.value.length;
  while (!isEnd(entity.value, end - 1)) end--;
  return { ...entity, value: entity.value.slice(0, end), end: entity.start + end };
}

function isEnd(url: string, index: number): boolean {
  return /[\p{L}\p{N}=_#/+)\-&]/u.test(url[index]);
}

function isMissingSpace(url: string): boolean {
  return /^[^/?#:]*(?:\.\p{Lu}\p{Ll}+|\p{Ll}\.\p{Lu}+)$/u.test(url);
}
