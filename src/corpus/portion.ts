import { type Format, RecordError } from "./format.js";
import type { Post } from "./post.js";
import { type EncodedPosts, PostLines } from "./post-lines.js";
import type { Block } from "./records/blocks.js";
import { recordsOf } from "./records/json-records.js";
import { BlockLines } from "./records/lines.js";
import type { SourceRecord } from "./records/record.js";

/** A clock that is wrong by less does not make a date a future one, in milliseconds. */
const CLOCK_TOLERANCE = 24 * 60 * 60 * 1000;

/** What of a rejected record is written down, in characters. */
const EXCERPT = 1000;

/** A record that holds no post. */
export interface Rejected {
  readonly line: number;
  readonly reason: string;
  /** How it begins. */
  readonly text: string;
}

/** What some records of a file came to. */
export interface Portion {
  readonly posts: EncodedPosts;
  readonly records: number;
  /** Posts whose date lay in the future and was set aside. */
  readonly future: number;
  /** In the order of their lines. */
  readonly rejected: readonly Rejected[];
  /** Where lines count from the first of the portion: how many there are. */
  readonly lines?: number;
}

/** How to read the records of a file. */
export interface Reading {
  /** Undefined while no record told it: then there are only records that cannot be read. */
  readonly format: Format | undefined;
  /** When the import began, in milliseconds since 1970. */
  readonly now: number;
}

/** The posts of a block of JSON lines. */
export function readBlock(block: Block, reading: Reading): Portion {
  const lines = new BlockLines(block);
  return { ...readPortion(recordsOf(lines), reading), lines: lines.count };
}

/** The posts of some records, one record after the other. */
export function readPortion(records: Iterable<SourceRecord>, { format, now }: Reading): Portion {
  const lines = new PostLines();
  const latest = new Date(now + CLOCK_TOLERANCE).toISOString();
  const rejected: Rejected[] = [];
  let [count, future] = [0, 0];
  for (const record of records) {
    count++;
    try {
      for (const post of postsOf(record, format)) {
        const isFuture = post.createdAt !== undefined && isAfter(post.createdAt, latest);
        if (isFuture) future++;
        lines.add(isFuture ? undated(post) : post);
      }
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      const { line, text } = record;
      rejected.push({ line, reason: error.message, text: text.slice(0, EXCERPT) });
    }
  }
  return { posts: lines.take(), records: count, future, rejected };
}

function postsOf({ value, error }: SourceRecord, format: Format | undefined): readonly Post[] {
  if (error !== undefined) throw new RecordError(error);
  return format?.read(value) ?? [];
}

/** Whether a date is later than another; as formats write them, their letters tell. */
function isAfter(date: string, latest: string): boolean {
  if (date.length === latest.length) return date > latest;
  return Date.parse(date) > Date.parse(latest);
}

/** A date in the future would put a reply behind all others: the post does without. */
function undated({ createdAt: _, ...post }: Post): Post {
  return post;
}
