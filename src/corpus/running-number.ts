import type { Post } from "./post.js";

/** A running number, maybe of several parts ("3.12"), behind what it runs within; below 0 counted from the newest on. */
const NUMBERED_ID = /\/(-?)(\d+(?:\.\d+)*)$/;

/** How running numbers are given: 1, 2, 3, or of several parts, where 3.10 comes behind 3.9. */
export const RUNNING_NUMBER = /^\d+(?:\.\d+)*$/;

/**
 * The id of a post that has none but a running number among the posts of its account.
 * @param isFromNewest whether the newest post has the first number
 */
export function numberedId(author: string, number: string, isFromNewest: boolean): string {
  return `${author}/${isFromNewest ? "-" : ""}${number}`;
}

/** A place in time among the posts of an account, to be compared by {@link compareMoments}. */
export type Moment = readonly number[];

/**
 * When a post was written, as far as it can be compared with other posts of its account: its date, else its
 * running number. Undefined where it has neither.
 */
export function momentOf({ createdAt, id }: Post): Moment | undefined {
  if (createdAt !== undefined) return [Date.parse(createdAt)];
  const [, sign, number] = NUMBERED_ID.exec(id) ?? [];
  return number?.split(".").map((part) => (sign ? -Number(part) : Number(part)));
}

/** Below 0 where a post of an account was written before another of it. */
export function compareMoments(a: Moment, b: Moment): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
