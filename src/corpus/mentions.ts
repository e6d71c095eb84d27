import { type Entity, matchEntities } from "./entity.js";
import type { Platform } from "./post.js";

/** "RT@name" is a mention, other words before the sign are part of an address. */
const BEFORE = String.raw`(?<=^|[^\w!#$%&*@＠]|(?:^|[^\w+~.\-])[Rr][Tt]:?)`;
const AFTER = String.raw`(?![\w@＠\xC0-\xD6\xD8-\xF6\xF8-\u024F]|:\/\/)`;

const TWITTER = new RegExp(String.raw`${BEFORE}[@＠](\w+)${AFTER}`, "gu");

/** An account of the same server, or with its server: "@name@server.org". */
const MASTODON = new RegExp(
  String.raw`(?<![\w/=@＠.])[@＠](\w+(?:[.\-]+\w+)*(?:@[a-z\d\-]+(?:\.[a-z\d\-]+)+)?)${AFTER}`,
  "giu",
);

/** A handle is the name of a site. */
const BLUESKY = new RegExp(
  String.raw`(?<![\w/=@＠.])[@＠]([a-z\d\-]+(?:\.[a-z\d\-]+)+)${AFTER}`,
  "giu",
);

const WEIBO = /(?<![A-Za-z\d_@＠.])[@＠]([\p{L}\p{Nd}_-]{2,30})/gu;

const PATTERNS: Record<Platform, RegExp> = {
  twitter: TWITTER,
  mastodon: MASTODON,
  bluesky: BLUESKY,
  weibo: WEIBO,
  other: TWITTER,
};

/**
 * The accounts that a text mentions.
 * @param platform where the text comes from; each has its own form of names
 */
export function findMentions(text: string, platform: Platform = "twitter"): Entity[] {
  return /[@＠]/u.test(text) ? matchEntities(text, "mention", PATTERNS[platform]) : [];
}
