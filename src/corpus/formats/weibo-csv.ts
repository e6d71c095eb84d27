import { type Format, RecordError } from "../format.js";
import type { Post } from "../post.js";
import { isoDate } from "./dates.js";
import { type Fields, fields, id, isFields, optionalText, text } from "./fields.js";

/** The chain of earlier reposts that Weibo appends to a repost; the sign of an address has a colon. */
const CHAIN = /(?<!:)\/\/\s*@.*$/su;

/** What Weibo writes into a repost without words. */
const NO_WORDS = /^(?:转发微博|轉發微博|转发|轉發|repost)?[.。]?$/iu;

/**
 * Rows of the tables that weibo-search writes; only `id` and `微博正文` have to be there. A repost
 * with words of its own answers the post that it repeats, as Weibo shows it among the replies.
 */
export const weiboCsv: Format = {
  name: "weibo-csv",
  description: "CSV tables of weibo-search",

  recognises: (record) => isFields(record) && "id" in record && "微博正文" in record,

  read: (record) => [postOf(fields(record))],
};

function postOf(row: Fields): Post {
  const retweetId = cell(row, "retweet_id");
  const retweeted = retweetId && checkId(retweetId, "retweet_id");
  const whole = text(row, "微博正文");
  const words = retweeted ? whole.replace(CHAIN, "").trim() : whole;
  const isRepost = retweeted !== undefined && NO_WORDS.test(words);
  const date = cell(row, "发布时间");
  return {
    id: checkId(id(row, "id").trim(), "id"),
    author: cell(row, "user_id") ?? cell(row, "用户昵称"),
    text: words,
    createdAt: date && isoDate(date, "发布时间", "+08:00"),
    inReplyTo: isRepost ? undefined : retweeted,
    repostOf: isRepost ? retweeted : undefined,
    source: "weibo",
    tags: topicsOutside(whole, cell(row, "话题") ?? ""),
  };
}

/** A cell without the white space that keeps spreadsheets from rounding long numbers. */
function cell(row: Fields, name: string): string | undefined {
  return optionalText(row, name)?.trim() || undefined;
}

/** Refuses what is no id, such as the `4.46E+15` that spreadsheets make of one. */
function checkId(value: string, name: string): string {
  if (/^\w+$/.test(value)) return value;
  throw new RecordError(
    `field "${name}": ${JSON.stringify(value)} is not an id of Weibo; take the table as it was before a spreadsheet rounded its numbers`,
  );
}

/** Topics that the whole text does not hold, not even in its chain, where they are those of others. */
function topicsOutside(text: string, topics: string): string[] | undefined {
  // The spaces of the text are lost in these tables, those of the topics are not.
  const squeeze = (value: string) => value.replace(/\s/gu, "");
  const squeezed = squeeze(text);
  const named = new Set(topics.split(",").map((topic) => topic.trim()));
  const outside = [...named].filter(
    (topic) => topic !== "" && !squeezed.includes(`#${squeeze(topic)}#`),
  );
  return outside.length > 0 ? outside : undefined;
}
