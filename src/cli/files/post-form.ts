import { RecordError } from "../../corpus/format.js";
import { fields, isFields, optionalText, text, texts } from "../../corpus/formats/fields.js";
import type { SourceRecord } from "../../corpus/records/record.js";
import { instanceSchema } from "../../dataset/instance.js";
import type { Thread } from "../../suggesters/suggester.js";
import { UserError } from "../../support/errors.js";
import { describeIssue } from "../../support/json-value.js";
import type { ThreadText } from "../../tagger/suggestion.js";
import type { RecordFile } from "./record-file.js";

/** Where the texts of a record stand: fields of JSON, or columns of a table. */
export interface TextFields {
  readonly post: string;
  /** Fields with one reply, or with several; without it "replies", where there is one. */
  readonly replies?: readonly string[];
  /** What stands between the replies in a cell. */
  readonly separator: string;
}

/** How posts stand in a file: texts, or words as in a dataset folder. */
export type PostForm =
  | { readonly name: "words"; read(value: unknown): Thread }
  | { readonly name: "texts"; read(value: unknown): ThreadText };

const REPLIES = ["replies"];

const wordsSchema = instanceSchema.pick({ id: true, post: true, conversation: true });

/**
 * The form in which a file holds its posts, as its first record tells.
 * @throws UserError when it lacks a field that is needed
 */
export function formOf(
  first: SourceRecord | undefined,
  file: Pick<RecordFile, "path" | "columns">,
  names: TextFields,
): PostForm {
  const { columns, path } = file;
  const value = isFields(first?.value) ? first.value : undefined;
  if (!columns && value && Array.isArray(value.post)) return { name: "words", read: wordsOf };
  const known = columns ?? (value && Object.keys(value));
  const needed = columns ? [names.post, ...(names.replies ?? [])] : [names.post];
  const missing = known && needed.find((name) => !known.includes(name));
  if (missing !== undefined) throw lacks(path, missing, known as readonly string[], names);
  return {
    name: "texts",
    read: columns ? (row) => rowTexts(row, names) : (record) => recordTexts(record, names),
  };
}

function lacks(
  path: string,
  missing: string,
  known: readonly string[],
  { post }: TextFields,
): UserError {
  const option = missing === post ? "--post-column" : "--reply-column";
  const names = known.map((name) => `"${name}"`).join(", ");
  return new UserError(
    `${path}: has no "${missing}". Name with ${option} one of those that it has: ${names}.`,
  );
}

function wordsOf(value: unknown): Thread {
  const result = wordsSchema.safeParse(value);
  if (result.success) return result.data;
  throw new RecordError(describeIssue(result.error).replace(/\.$/, ""));
}

function rowTexts(row: unknown, { post, replies = REPLIES, separator }: TextFields): ThreadText {
  const cells = fields(row);
  const found = replies.flatMap((name) => (optionalText(cells, name) ?? "").split(separator));
  return { post: text(cells, post), replies: found.filter((reply) => reply.trim() !== "") };
}

function recordTexts(value: unknown, { post, replies = REPLIES }: TextFields): ThreadText {
  const record = fields(value);
  const found = replies.flatMap((name) => {
    const one = record[name];
    return typeof one === "string" ? [one] : texts(record, name);
  });
  return { post: text(record, post), replies: found };
}
