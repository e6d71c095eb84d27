import { RecordError } from "../format.js";
import type { Post } from "../post.js";

/**
 * The posts of all items of a list.
 * @param name where the list stands in the record, to begin the message of an error
 * @throws RecordError naming the item that cannot be read
 */
export function postsOf(
  items: readonly unknown[],
  name: string,
  read: (item: unknown) => Post[],
): Post[] {
  return items.flatMap((item, i) => {
    try {
      return read(item);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      throw new RecordError(`${name}[${i}]: ${error.message}`, { cause: error });
    }
  });
}

/**
 * The posts of a record that is a list of records, or a single one.
 * @throws RecordError naming the item that cannot be read
 */
export function postsOfEach(record: unknown, read: (item: unknown) => Post[]): Post[] {
  return Array.isArray(record) ? postsOf(record, "", read) : read(record);
}

/** The record to recognise a format by: the first of a list, or the record itself. */
export function sampleOf(record: unknown): unknown {
  return Array.isArray(record) ? record[0] : record;
}

/** Each post once, at its first place: pages repeat posts that several others refer to. */
export function distinct(posts: readonly Post[]): Post[] {
  const byId = new Map<string, Post>();
  for (const post of posts) if (!byId.has(post.id)) byId.set(post.id, post);
  return [...byId.values()];
}
