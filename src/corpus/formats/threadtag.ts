import { type Format, RecordError } from "../format.js";
import { PLATFORMS, type Platform, type Post } from "../post.js";
import { isoDate } from "./dates.js";
import {
  type Fields,
  fields,
  id,
  isFields,
  optionalId,
  optionalText,
  text,
  texts,
} from "./fields.js";
import { languageCode } from "./language-code.js";
import { tagsOutside } from "./tags.js";

/** Posts in threadtag's own form, one JSON object each; other fields are dropped. */
export const threadtag: Format = {
  name: "jsonl",
  description: "threadtag's own: {id, text, author?, createdAt?, inReplyTo?, ...}",

  recognises: (record) =>
    isFields(record) &&
    (typeof record.id === "string" || typeof record.id === "number") &&
    typeof record.text === "string",

  read: (record) => [postOf(fields(record))],
};

function postOf(record: Fields): Post {
  const words = text(record, "text");
  const date = optionalText(record, "createdAt");
  return {
    id: id(record, "id"),
    author: optionalId(record, "author"),
    text: words,
    createdAt: date && isoDate(date, "createdAt"),
    inReplyTo: optionalId(record, "inReplyTo"),
    repostOf: optionalId(record, "repostOf"),
    language: languageCode(optionalText(record, "language")),
    source: platformOf(record),
    tags: tagsOutside(words, texts(record, "tags")),
  };
}

function platformOf(record: Fields): Platform {
  const name = optionalText(record, "source") ?? "other";
  if ((PLATFORMS as readonly string[]).includes(name)) return name as Platform;
  throw new RecordError(
    `field "source": ${JSON.stringify(name)} is none of ${PLATFORMS.join(", ")}`,
  );
}
