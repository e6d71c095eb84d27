import { BIGINT, type DuckDBType, type DuckDBValue, ENUM8, VARCHAR } from "@duckdb/node-api";
import { PLATFORMS, type Platform, type Post } from "./post.js";
import { MARK, MARKED } from "./post-lines.js";

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

/** Names and types, as a table is declared with. */
export const COLUMN_DEFINITIONS = COLUMNS.map(([name, type]) => `${name} ${type}`).join(", ");

/** Bytes of the file of lines that the database reads at once. */
const BUFFER_BYTES = 1 << 20;

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

/**
 * A query for the posts in a file of lines, as `PostLines` writes them.
 * @param path the file; no pattern
 * @param longest bytes of the longest line
 */
export function selectLines(path: string, longest: number): string {
  const columns = COLUMNS.map(([name]) => `'${name}': 'VARCHAR'`);
  // Threads share a file by such buffers, each of which has to hold a line.
  const bytes = Math.max(longest, BUFFER_BYTES);
  const options = [
    "delim = '\\t', quote = '', escape = '', header = false, auto_detect = false",
    `columns = {${columns.join(", ")}}`,
    `max_line_size = ${bytes}, buffer_size = ${bytes}`,
  ];
  const file = `read_csv('${path.replaceAll("'", "''")}', ${options.join(", ")})`;
  return `SELECT ${COLUMNS.map(([name, type]) => selectColumn(name, type)).join(", ")} FROM ${file}`;
}

function selectColumn(name: string, type: DuckDBType): string {
  if (type === BIGINT) return `epoch_ms(${name}::TIMESTAMP) AS ${name}`;
  if (type !== VARCHAR) return `${name}::${type} AS ${name}`;
  const unmarked = Object.entries(MARKED).reduce(
    (text, [character, letter]) =>
      `replace(${text}, ${sqlText(MARK + letter)}, ${sqlText(character)})`,
    name,
  );
  const value = `CASE WHEN contains(${name}, ${sqlText(MARK)}) THEN ${unmarked} ELSE ${name} END`;
  return `${name === "text" ? `coalesce(${value}, '')` : value} AS ${name}`;
}

/** Characters that SQL cannot quote, by their numbers. */
function sqlText(text: string): string {
  return [...text].map((each) => `chr(${each.codePointAt(0)})`).join(" || ");
}
