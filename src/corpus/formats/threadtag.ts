import { z } from "zod";
import { describeIssue } from "../../support/json.js";
import { type Format, RecordError } from "../format.js";
import { PLATFORMS, type Post } from "../post.js";
import { isoDate } from "./dates.js";
import { isFields } from "./fields.js";
import { languageCode } from "./language-code.js";
import { tagsOutside } from "./tags.js";

const id = z
  .union([z.string(), z.number()], { error: "expected a string or a whole number" })
  .refine((value) => typeof value === "string" || Number.isSafeInteger(value), {
    error: "the number is no exact id below 2^53; write ids as strings",
  })
  .transform(String);

/** Absent, null and empty are the same, as they are in tables. */
const optionalId = id.nullish().transform((value) => value || undefined);
const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

const schema = z.object({
  id: id.refine((value) => value !== "", { error: "expected an id, got an empty string" }),
  author: optionalId,
  text: z.string(),
  createdAt: optionalText,
  inReplyTo: optionalId,
  repostOf: optionalId,
  language: optionalText,
  source: z.enum(PLATFORMS).default("other"),
  tags: z.array(z.string()).nullish(),
});

/** Posts in threadtag's own form, one JSON object each; other fields are dropped. */
export const threadtag: Format = {
  name: "jsonl",
  description: "threadtag's own: {id, text, author?, createdAt?, inReplyTo?, ...}",

  recognises: (record) =>
    isFields(record) &&
    (typeof record.id === "string" || typeof record.id === "number") &&
    typeof record.text === "string",

  read(record): Post[] {
    const result = schema.safeParse(record);
    if (!result.success) throw new RecordError(describeIssue(result.error).replace(/\.$/, ""));
    const { createdAt, language, tags, ...post } = result.data;
    return [
      {
        ...post,
        createdAt: createdAt && isoDate(createdAt, "createdAt"),
        language: languageCode(language),
        tags: tagsOutside(post.text, tags ?? []),
      },
    ];
  },
};
