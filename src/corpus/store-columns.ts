import { BIGINT, type DuckDBType, type DuckDBValue, ENUM8, VARCHAR } from "@duckdb/node-api";
import { PLATFORMS, type Platform, type Post } from "./post.js";

/** Columns of a post, in the order of the tables. */
const COLUMNS = [
  ["source", ENUM8(PLATFORMS)],
  ["id", VARCHAR],
  ["author", VARCHAR],
  ["text", VARCHAR],
  ["created_at", BIGINT],
  ["in_reply_to", VARCHAR],
  ["repost_of", VARCHAR],
  ["language", VARCHAR],
  ["tags", VARCHAR],
] as const satisfies readonly (readonly [string, DuckDBType])[];

/** The names of the columns. */
export const COLUMN_NAMES = COLUMNS.map(([name]) => name);

/** Their types. */
export const COLUMN_TYPES = COLUMNS.map(([, type]) => type);

/** Names and types, as a table is declared with. */
export const COLUMN_DEFINITIONS = COLUMNS.map(([name, type]) => `${name} ${type}`).join(", ");

/** A list of values for each column. */
export function emptyColumns(): DuckDBValue[][] {
  return COLUMNS.map(() => []);
}

/** Adds a post to lists of values by column. */
export function addToColumns(columns: readonly DuckDBValue[][], post: Post): void {
  columns[0].push(post.source);
  columns[1].push(post.id);
  columns[2].push(post.author ?? null);
  columns[3].push(post.text);
  columns[4].push(post.createdAt === undefined ? null : BigInt(Date.parse(post.createdAt)));
  columns[5].push(post.inReplyTo ?? null);
  columns[6].push(post.repostOf ?? null);
  columns[7].push(post.language ?? null);
  columns[8].push(post.tags?.length ? post.tags.join(" ") : null);
}

/** A post from its values by column. */
export function postOf(columns: readonly DuckDBValue[]): Post {
  const [source, id, author, text, createdAt, inReplyTo, repostOf, language, tags] = columns as (
    | string
    | null
  )[];
  return {
    id: id as string,
    text: text as string,
    source: source as Platform,
    ...(author !== null && { author: author as string }),
    ...(createdAt !== null && { createdAt: new Date(Number(createdAt)).toISOString() }),
    ...(inReplyTo !== null && { inReplyTo: inReplyTo as string }),
    ...(repostOf !== null && { repostOf: repostOf as string }),
    ...(language !== null && { language: language as string }),
    ...(tags !== null && { tags: (tags as string).split(" ") }),
  };
}
