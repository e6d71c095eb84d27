import type { Post } from "./post.js";

/** One format of exported posts: what a record looks like, and the posts it holds. */
export interface Format {
  readonly name: string;
  /** What `--help` says about it, in one line. */
  readonly description: string;
  /** Address of the server whose posts it reads, where that makes a difference. */
  readonly server?: string;
  /** Whether a record can only be of this format. */
  recognises(record: unknown): boolean;
  /**
   * The posts of a record: one, or many where a record is a page or a thread.
   * @param record a parsed JSON value, or a row of a table by its column names
   * @throws RecordError when the record lacks what a post needs
   */
  read(record: unknown): Post[];
}

/** A record that cannot be read; its message says which field is wrong, and how. */
export class RecordError extends Error {
  override readonly name = "RecordError";
}
