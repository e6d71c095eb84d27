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

/** Names and types, as a table is declared with. */
export const COLUMN_DEFINITIONS = COLUMNS.map(([name, type]) => `${name} ${type}`).join(", ");

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

/** What stands behind the mark {@link MARK} for characters that would end a cell or a row. */
const MARKED: Readonly<Record<string, string>> = {
  "\t": "t",
  "\n": "n",
  "\r": "r",
  "\0": "z",
  "\\": "b",
};
const MARK = "\\";
const TO_MARK = /[\t\n\r\0\\]/;

/** A post as a line of cells between tabs; an empty cell is a value that the post lacks. */
export function toLine(post: Post): string {
  const time = post.createdAt === undefined ? "" : Date.parse(post.createdAt);
  return `${post.source}\t${cell(post.id)}\t${cell(post.author)}\t${cell(post.text)}\t${time}\t${cell(post.inReplyTo)}\t${cell(post.repostOf)}\t${cell(post.language)}\t${cell(post.tags?.join(" "))}\n`;
}

function cell(text = ""): string {
  if (!TO_MARK.test(text)) return text;
  return text.replace(new RegExp(TO_MARK, "g"), (character) => MARK + MARKED[character]);
}

/**
 * A query for the posts in a file of such lines.
 * @param path the file; no pattern
 * @param mostBytes of a line
 */
export function selectLines(path: string, mostBytes: number): string {
  const columns = COLUMNS.map(([name, type]) => `'${name}': '${type === BIGINT ? type : VARCHAR}'`);
  const options = [
    "delim = '\\t', quote = '', escape = '', header = false, auto_detect = false",
    `columns = {${columns.join(", ")}}`,
    `max_line_size = ${mostBytes}, buffer_size = ${mostBytes}`,
  ];
  const file = `read_csv('${path.replaceAll("'", "''")}', ${options.join(", ")})`;
  return `SELECT ${COLUMNS.map(([name, type]) => selectColumn(name, type)).join(", ")} FROM ${file}`;
}

function selectColumn(name: string, type: DuckDBType): string {
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
