import { createHash } from "node:crypto";
import { UserError } from "../../support/errors.js";
import { type Format, RecordError } from "../format.js";
import type { Platform, Post } from "../post.js";
import { numberedId, RUNNING_NUMBER } from "../running-number.js";
import { fromMilliseconds, isoDate } from "./dates.js";
import { type Fields, fields, isFields, optionalText, text } from "./fields.js";
import { languageCode } from "./language-code.js";
import { tagsOutside } from "./tags.js";

/**
 * What a column of a table may hold: a field of a post, its replies in one cell, or a running number of the
 * account's posts, which counts from the oldest or from the newest one.
 */
export const TABLE_FIELDS = [
  "id",
  "author",
  "text",
  "createdAt",
  "oldestFirst",
  "newestFirst",
  "inReplyTo",
  "repostOf",
  "language",
  "tags",
  "replies",
] as const;

/** Running numbers. */
const NUMBERS: readonly string[] = ["oldestFirst", "newestFirst"];

/** Fields that tell one post from another: a table has one of them at most. */
const IDS: readonly string[] = ["id", ...NUMBERS];

/** A field of a table. */
export type TableField = (typeof TABLE_FIELDS)[number];

/** The fields of a table by the columns that hold them. */
export type ColumnMap = Readonly<Record<string, TableField>>;

const EXPECTED = `expected COLUMN=FIELD, where FIELD is one of ${TABLE_FIELDS.join(", ")}.`;

/** What a table does not say about itself. */
export interface TableOptions {
  /** The author of all posts, where no column names one. */
  readonly author?: string;
  /** What stands between the replies in a cell; `|` unless given. */
  readonly separator?: string;
  /** The platform of all posts; `other` unless given. */
  readonly source?: Platform;
}

/**
 * A format for the rows of any CSV or TSV table. Posts without an id get one from their author and
 * running number, else from their author and text. Replies in a cell become posts that answer the row's, with ids `ID/0001`, `ID/0002`, ...
 * @param map as `parseMap` makes it, with a column for the text
 */
export function tableFormat(map: ColumnMap, options: TableOptions = {}): Format {
  const columns = Object.keys(map);
  const columnOf = Object.fromEntries(columns.map((column) => [map[column], column]));
  return {
    name: "csv",
    description: "CSV or TSV tables, their columns named by --map COLUMN=FIELD",
    recognises: (record) => isFields(record) && columns.every((column) => column in record),
    read: (record) => rowPosts(fields(record), columnOf, options),
  };
}

/**
 * Reads pairs `COLUMN=FIELD`, where the column may itself contain `=`, or be without a name.
 * @throws UserError naming the pair that is wrong and the fields, or that no column holds the text
 */
export function parseMap(pairs: readonly string[]): ColumnMap {
  const map = new Map<string, TableField>();
  for (const pair of pairs) {
    const at = pair.lastIndexOf("=");
    const [column, name] = [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)];
    const field = TABLE_FIELDS.find((each) => each === name);
    if (at < 0 || !field) throw new UserError(`--map ${pair}: ${EXPECTED}`);
    if (map.has(column) || [...map.values()].includes(field)) {
      throw new UserError(
        `--map ${pair}: the column or the field is already mapped. Map each once.`,
      );
    }
    map.set(column, field);
  }
  if ([...map.values()].filter((field) => IDS.includes(field)).length > 1) {
    throw new UserError(`--map: ${IDS.join(", ")} exclude each other. Map one of them.`);
  }
  if ([...map.values()].includes("text")) return Object.fromEntries(map);
  throw new UserError("--map: no column holds the text. Add --map COLUMN=text.");
}

/**
 * Checks that a table has the columns that a map names.
 * @param header the names of the columns that exist
 * @throws UserError naming the columns that are missing and those that exist
 */
export function checkColumns(map: ColumnMap, header: readonly string[]): void {
  const missing = Object.keys(map).filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  const quote = (columns: readonly string[]) => columns.map((each) => `"${each}"`).join(", ");
  throw new UserError(
    `--map: the table has no column ${quote(missing)}. Its columns are ${quote(header)}.`,
  );
}

/** What the id of a row without one is made from. */
const HASHED = TABLE_FIELDS.filter((field) => !NUMBERS.includes(field));

type Columns = Readonly<Partial<Record<TableField, string>>>;

function rowPosts(row: Fields, columns: Columns, options: TableOptions): Post[] {
  const cell = (field: TableField): string | undefined => {
    const column = columns[field];
    return column === undefined ? undefined : optionalText(row, column)?.trim() || undefined;
  };
  const words = text(row, columns.text ?? "text");
  const author = cell("author") ?? options.author;
  const source = options.source ?? "other";
  const id = cell("id") ?? idByNumber(author, cell) ?? hashOf([author, ...HASHED.map(cell)]);
  const date = cell("createdAt");
  const post: Post = {
    id,
    author,
    text: words,
    createdAt: date && dateOf(date, columns.createdAt ?? ""),
    inReplyTo: cell("inReplyTo"),
    repostOf: cell("repostOf"),
    language: languageCode(cell("language")),
    source,
    tags: tagsOutside(words, cell("tags")?.split(/[\s,]+/) ?? []),
  };
  const replies = (cell("replies") ?? "")
    .split(options.separator ?? "|")
    .filter((each) => each.trim());
  return [
    post,
    ...replies.map((reply, i) => ({
      id: `${id}/${String(i + 1).padStart(4, "0")}`,
      text: reply.trim(),
      inReplyTo: id,
      source,
    })),
  ];
}

/** @throws RecordError when a running number is none, or belongs to no author */
function idByNumber(
  author: string | undefined,
  cell: (field: TableField) => string | undefined,
): string | undefined {
  const [fromOldest, fromNewest] = [cell("oldestFirst"), cell("newestFirst")];
  const number = fromOldest ?? fromNewest;
  if (number === undefined) return undefined;
  if (!RUNNING_NUMBER.test(number)) {
    throw new RecordError(`"${number}" is no running number such as 12 or 3.12`);
  }
  if (author === undefined) throw new RecordError("a running number without an author");
  return numberedId(author, number, fromNewest !== undefined);
}

/**
 * A short id that the same row gets every time. Its replies count: two posts of the same text, as
 * some accounts repeat theirs, have conversations of their own.
 */
function hashOf(cells: readonly (string | undefined)[]): string {
  const bytes = JSON.stringify(cells.map((cell) => cell ?? null));
  return createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
}

/** A date of ISO 8601, or seconds or milliseconds since 1970. */
function dateOf(value: string, column: string): string {
  if (!/^\d+(?:\.\d+)?$/.test(value)) return isoDate(value, column);
  // Seconds reach 12 digits in the year 5138; milliseconds had 12 digits from 1973 on.
  const isSeconds = value.split(".")[0].length < 12;
  return fromMilliseconds(Number(value) * (isSeconds ? 1000 : 1), value, column);
}
