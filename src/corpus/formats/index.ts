import type { Format } from "../format.js";
import { bluesky } from "./bluesky.js";
import { mastodon, mastodonOf } from "./mastodon.js";
import { threadtag } from "./threadtag.js";
import { twitterV1 } from "./twitter-v1.js";
import { twitterV2 } from "./twitter-v2.js";
import { weiboCsv } from "./weibo-csv.js";

/** The formats that records tell by themselves; the last one would take records of others. */
export const FORMATS: readonly Format[] = [
  twitterV1,
  twitterV2,
  mastodon,
  bluesky,
  weiboCsv,
  threadtag,
];

/**
 * The format of a file.
 * @param records its first records; those that could be of any format do not count
 * @returns undefined where no record tells
 */
export function recogniseFormat(records: readonly unknown[]): Format | undefined {
  for (const record of records) {
    const format = FORMATS.find((each) => each.recognises(record));
    if (format) return format;
  }
  return undefined;
}

/** What tells a format to another thread. */
export interface FormatName {
  readonly name: string;
  readonly server?: string;
}

/** @returns undefined for a format that only its maker knows, such as one for the columns of a table */
export function nameOf(format: Format): FormatName | undefined {
  const { name, server } = format;
  if (server !== undefined) return { name, server };
  return FORMATS.includes(format) ? { name } : undefined;
}

/** The format that has been told so. */
export function formatNamed({ name, server }: FormatName): Format {
  if (server !== undefined) return mastodonOf(new URL(server));
  const format = FORMATS.find((each) => each.name === name);
  if (format) return format;
  throw new Error(`no format ${name}`);
}
