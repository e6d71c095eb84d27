import { type Entity, withoutOverlaps } from "./entity.js";
import { findHashtags } from "./hashtags.js";
import { findMentions } from "./mentions.js";
import type { Platform } from "./post.js";
import { findEmails, findUrls } from "./urls.js";

export type { Entity, EntityKind } from "./entity.js";
export { findHashtags } from "./hashtags.js";
export { findMentions } from "./mentions.js";
export { findEmails, findUrls } from "./urls.js";

/** All links, addresses, mentions and hashtags of a text, in order; none reaches into another. */
export function findEntities(text: string, platform: Platform): Entity[] {
  return withoutOverlaps([
    ...findUrls(text),
    ...findEmails(text),
    ...findMentions(text, platform),
    ...findHashtags(text, platform),
  ]);
}
