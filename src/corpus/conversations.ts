import type { Post } from "./post.js";
import type { Store } from "./store.js";
import { COLUMN_NAMES, postOf } from "./store-columns.js";

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
 */
export async function recoverConversations(store: Store): Promise<RecoveryCounts> {
  await store.connection.run(LINKS);
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
 */
export async function* readThreads(store: Store): AsyncGenerator<Thread> {
  const result = await store.connection.stream(THREADS);
  let post: Post | undefined;
  let replies: Post[] = [];
  for (let chunk = await result.fetchChunk(); chunk; chunk = await result.fetchChunk()) {
    if (chunk.rowCount === 0) break;
    for (const row of chunk.getRows()) {
      const [isReply, ...columns] = row;
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

/**
 * What each post points at: `up` is what it answers, or what that only repeats. A root points at
 * itself; a post above which one is missing points at nothing.
 */
const LINKS = `
  CREATE OR REPLACE TEMP TABLE links AS
  SELECT
    post.rowid AS place,
    CASE WHEN post.in_reply_to IS NULL THEN post.rowid ELSE coalesce(original.rowid, parent.rowid) END AS up,
    post.in_reply_to IS NULL AS is_root,
  FROM posts AS post
  LEFT JOIN posts AS parent ON parent.source = post.source AND parent.id = post.in_reply_to
  LEFT JOIN posts AS original
    ON original.source = parent.source AND original.id = parent.repost_of
  WHERE post.repost_of IS NULL`;

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

const THREADS = `
  WITH threads AS (
    SELECT up, place, is_root FROM links WHERE up IN (SELECT place FROM links WHERE is_root)
  )
  SELECT NOT is_root, ${COLUMN_NAMES.map((name) => `post.${name}`).join(", ")}
  FROM threads
  JOIN posts AS post ON post.rowid = threads.place
  JOIN posts AS root ON root.rowid = threads.up
  ORDER BY root.created_at NULLS LAST, length(root.id), root.id, root.source, NOT is_root,
    post.created_at NULLS LAST, length(post.id), post.id`;

async function count(store: Store, sql: string): Promise<number> {
  const [row] = await store.rowsOf(sql);
  return row?.count as number;
}
