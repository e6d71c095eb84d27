import type { DuckDBDataChunk } from "@duckdb/node-api";
import type { Post } from "./post.js";
import type { Store } from "./store.js";
import { COLUMN_NAMES, postOf } from "./store-columns.js";
import { streamChunks, unreadable } from "./stream-chunks.js";

/** Threads that are sorted at once: their texts take memory, whatever the size of the store. */
const SORTED_THREADS = 100_000;

/** A post that answers nothing, and what was said below it. */
export interface Thread {
  readonly post: Post;
  /** All replies, direct and indirect, in chronological order; those that only repost are left out. */
  readonly replies: readonly Post[];
}

/** What became of the posts of a store; the numbers add up to `posts`. */
export interface RecoveryCounts {
  readonly posts: number;
  /** Posts that answer nothing: each opens a thread. */
  readonly roots: number;
  /** Replies that were traced to a root. */
  readonly replies: number;
  /** Posts that only repeat another one. */
  readonly reposts: number;
  /** Replies above which a post is missing. */
  readonly orphans: number;
  /** Posts that answer each other in a circle, or answer one that does. */
  readonly circular: number;
}

/**
 * Finds the root of every post by following what it answers (paper section 3), and keeps the result
 * in a temporary table. Every round doubles how far each post can see, so that a chain of 10,000
 * replies takes fourteen; all of it is done by DuckDB, within its memory limit.
 * @throws UserError when DuckDB cannot go on
 */
export async function recoverConversations(store: Store): Promise<RecoveryCounts> {
  try {
    return await recover(store);
  } catch (error) {
    throw unreadable(error);
  }
}

async function recover(store: Store): Promise<RecoveryCounts> {
  for (const sql of [LINKS, THROUGH_REPOSTS, ROOTS]) await store.connection.run(sql);
  let unresolved = await count(store, UNRESOLVED);
  for (let before = Number.POSITIVE_INFINITY; unresolved > 0 && unresolved < before; ) {
    await store.connection.run(DOUBLE);
    before = unresolved;
    unresolved = await count(store, UNRESOLVED);
  }
  const [counts] = await store.rowsOf(COUNTS);
  return counts as unknown as RecoveryCounts;
}

/**
 * The threads of a store, in the order of their roots' dates; call `recoverConversations` first.
 * Replies of the same moment, or without a date, are ordered by id, shorter ids first: the ids of
 * most platforms grow with time.
 * @param limit the most threads that are read, the earliest
 * @throws UserError when DuckDB cannot go on
 */
export async function* readThreads(
  store: Store,
  limit = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Thread> {
  let post: Post | undefined;
  let replies: Post[] = [];
  for await (const chunk of sortedChunks(store, limit)) {
    for (let row = 0; row < chunk.rowCount; row++) {
      const columns = chunk.getRowValues(row);
      const isReply = columns.pop();
      if (isReply) replies.push(postOf(columns));
      else {
        if (post) yield { post, replies };
        post = postOf(columns);
        replies = [];
      }
    }
  }
  if (post) yield { post, replies };
}

/** The posts of the first `limit` threads, sorted portion by portion. */
async function* sortedChunks(store: Store, limit: number): AsyncGenerator<DuckDBDataChunk> {
  const end = Math.min(limit, await count(store, "SELECT count(*) AS count FROM roots"));
  for (let first = 0; first < end; first += SORTED_THREADS) {
    yield* streamChunks(store, threadsBetween(first, Math.min(first + SORTED_THREADS, end)));
  }
}

/** What each post answers, as `up`. A root points at itself; a post above which one is missing at nothing. */
const LINKS = `
  CREATE OR REPLACE TEMP TABLE links AS
  SELECT
    post.rowid AS place,
    CASE WHEN post.in_reply_to IS NULL THEN post.rowid ELSE parent.rowid END AS up,
    post.in_reply_to IS NULL AS is_root,
  FROM posts AS post
  LEFT JOIN posts AS parent ON parent.source = post.source AND parent.id = post.in_reply_to
  WHERE post.repost_of IS NULL`;

/** Who answers a repost answers what that repeats. A statement of its own, as each join takes its memory. */
const THROUGH_REPOSTS = `
  UPDATE links SET up = original.rowid
  FROM posts AS repost
  JOIN posts AS original ON original.source = repost.source AND original.id = repost.repost_of
  WHERE repost.rowid = up AND repost.repost_of IS NOT NULL`;

/** The rank of each root in the order of threads, from 1 on. */
const ROOTS = `
  CREATE OR REPLACE TEMP TABLE roots AS
  SELECT
    rowid AS place,
    row_number() OVER (ORDER BY created_at NULLS LAST, length(id), id, source) AS rank,
  FROM posts
  WHERE in_reply_to IS NULL AND repost_of IS NULL`;

/** Posts that do not point at a root yet, and may some day. */
const UNRESOLVED = `
  SELECT count(*) AS count FROM links AS link JOIN links AS above ON above.place = link.up
  WHERE NOT above.is_root`;

const DOUBLE = `
  CREATE OR REPLACE TEMP TABLE links AS
  SELECT link.place, above.up, link.is_root
  FROM links AS link LEFT JOIN links AS above ON above.place = link.up`;

const COUNTS = `
  SELECT
    (SELECT count(*) FROM posts) AS posts,
    count(*) FILTER (link.is_root) AS roots,
    count(*) FILTER (NOT link.is_root AND above.is_root) AS replies,
    (SELECT count(*) FROM posts WHERE repost_of IS NOT NULL) AS reposts,
    count(*) FILTER (above.place IS NULL) AS orphans,
    count(*) FILTER (NOT above.is_root) AS circular,
  FROM links AS link LEFT JOIN links AS above ON above.place = link.up`;

/** The posts of threads by rank: those above `first`, up to `end`. */
function threadsBetween(first: number, end: number): string {
  return `
    SELECT ${COLUMN_NAMES.map((name) => `post.${name}`).join(", ")}, NOT is_root
    FROM roots
    JOIN links AS link ON link.up = roots.place
    JOIN posts AS post ON post.rowid = link.place
    WHERE rank > ${first} AND rank <= ${end}
    ORDER BY rank, NOT is_root, created_at NULLS LAST, length(id), id`;
}

async function count(store: Store, sql: string): Promise<number> {
  const [row] = await store.rowsOf(sql);
  return row?.count as number;
}
