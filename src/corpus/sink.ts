import type { Post } from "./post.js";

/** Where collected posts go. */
export interface PostSink {
  /** Takes posts; one with the platform and id of an earlier one changes nothing. */
  add(posts: readonly Post[]): Promise<void>;
  /** Makes what was added permanent. */
  commit(): Promise<unknown>;
}
