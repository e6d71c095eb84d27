import { type Format, RecordError } from "../format.js";
import type { Post } from "../post.js";

/** A post that a timeline listed. */
export interface Found {
  readonly id: string;
  /** When it was written, as the platform says it. */
  readonly createdAt: string;
  /** How many replies the platform counts. */
  readonly replies: number;
}

/** Part of a timeline, the newest first. */
export interface Page {
  readonly found: readonly Found[];
  readonly posts: readonly Post[];
  /** Records that could not be read. */
  readonly unreadable: number;
  /** Leads to older posts; absent at the end of the timeline. */
  readonly next?: string;
  /** Leads to the posts that will be newer than these; absent when the page is empty. */
  readonly newest?: string;
}

/** A post's conversation. */
export interface Conversation {
  readonly posts: readonly Post[];
  /** Records that could not be read. */
  readonly unreadable: number;
  /** Ids of posts whose replies the platform left out; to be asked for one by one. */
  readonly cutAt: readonly string[];
}

/** A timeline of a platform. */
export interface Source {
  /** Names it among all sources. */
  readonly name: string;
  /**
   * The next part of the timeline, going back in time.
   * @param cursor `next` of the part before; without it the newest posts
   * @param limit most posts wanted
   */
  older(cursor: string | undefined, limit: number): Promise<Page>;
  /**
   * The oldest posts after those known; absent where the platform cannot tell.
   * @param newest as the last page gave it; without it the newest posts
   */
  newer?(newest: string | undefined): Promise<Page>;
  /** The posts above and below a post. */
  conversation(id: string): Promise<Conversation>;
}

/** Reads records one by one, so that one that cannot be read does not cost the others. */
export function readAll(
  format: Format,
  records: readonly unknown[],
): { posts: Post[]; unreadable: number } {
  const posts: Post[] = [];
  let unreadable = 0;
  for (const record of records) {
    try {
      posts.push(...format.read(record));
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      unreadable++;
    }
  }
  return { posts, unreadable };
}
