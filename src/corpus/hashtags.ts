import { type Entity, matchEntities } from "./entity.js";
import type { Platform } from "./post.js";
import { findUrls } from "./urls.js";

/** Keycaps and emoji begin with the sign too: "#️⃣". */
const SIGN = String.raw`[#＃](?![\uFE0F\u20E3])`;

/** Joins letters of a hashtag on Twitter: joiners, Hebrew, Japanese and Tibetan signs, middle dots. */
const TWITTER_JOINERS = String.raw`_\u200C\u200D\uA67E\u05BE\u05F3\u05F4\uFF5E\u301C\u309B\u309C\u30A0\u30FB\u3003\u0F0B\u0F0C\xB7`;
const TWITTER_CHARACTER = String.raw`\p{L}\p{M}\p{Nd}${TWITTER_JOINERS}`;

const TWITTER = new RegExp(
  // A variation selector is a mark, but ends an emoji, not a word.
  String.raw`(?<=^|[\uFE0E\uFE0F]|[^&${TWITTER_CHARACTER}])${SIGN}` +
    String.raw`([${TWITTER_CHARACTER}]+)(?![#＃${TWITTER_CHARACTER}]|:\/\/)`,
  "gu",
);

const MASTODON_CHARACTER = String.raw`\p{L}\p{M}\p{Nd}_`;
const MASTODON = new RegExp(
  `(?<![=/)${MASTODON_CHARACTER}])${SIGN}` +
    String.raw`([${MASTODON_CHARACTER}]+(?:[\xB7\u30FB\u200C]+[${MASTODON_CHARACTER}]+)*)`,
  "gu",
);

const BLUESKY = new RegExp(String.raw`(?<=^|\s)${SIGN}([^\s\xAD\u200A-\u200D\u2060\u20E2]+)`, "gu");

/** Topics of Weibo have a sign on both sides, and are more than white space. */
const WEIBO = /[#＃](?!\s{0,140}[#＃])([^#＃\r\n]{1,140})[#＃]/gu;

/** Graphemes of the longest hashtag on Bluesky. */
const BLUESKY_LENGTH = 64;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const FINDERS: Record<Platform, (text: string) => Entity[]> = {
  twitter: findOnTwitter,
  mastodon: (text) => find(text, MASTODON).filter(({ value }) => /[^\p{Nd}_]/u.test(value)),
  bluesky: findOnBluesky,
  weibo: findOnWeibo,
  other: findOnTwitter,
};

/**
 * The hashtags that a platform sees in a text, without those inside links.
 * @returns their values without the sign, as they are written
 */
export function findHashtags(text: string, platform: Platform): Entity[] {
  if (!/[#＃]/u.test(text)) return [];
  const urls = findUrls(text);
  return FINDERS[platform](text).filter(
    ({ start, end }) => !urls.some((url) => url.start < end && start < url.end),
  );
}

function find(text: string, pattern: RegExp): Entity[] {
  return matchEntities(text, "hashtag", pattern);
}

function findOnTwitter(text: string): Entity[] {
  return find(text, TWITTER).filter(({ value }) => /[\p{L}\p{M}]/u.test(value));
}

function findOnBluesky(text: string): Entity[] {
  return find(text, BLUESKY)
    .map((entity) => shorten(entity, withoutEndPunctuation(entity.value)))
    .filter(({ value }) => /[^\p{Nd}\p{P}]/u.test(value) && isShort(value));
}

function findOnWeibo(text: string): Entity[] {
  return find(text, WEIBO).map((entity) => ({ ...entity, value: entity.value.trim() }));
}

function shorten(entity: Entity, value: string): Entity {
  return { ...entity, value, end: entity.end - (entity.value.length - value.length) };
}

function withoutEndPunctuation(value: string): string {
  let end = value.length;
  while (end > 0 && /\p{P}/u.test(value[end - 1])) end--;
  return value.slice(0, end);
}

function isShort(value: string): boolean {
  if (value.length <= BLUESKY_LENGTH) return true;
  // Letters with all their marks, flags and emoji in use stay well below 32 units.
  return (
    value.length <= 32 * BLUESKY_LENGTH && [...graphemes.segment(value)].length <= BLUESKY_LENGTH
  );
}
