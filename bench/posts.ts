import { closeSync, openSync, writeSync } from "node:fs";
import type { Post } from "../src/corpus/post.js";
import { Random } from "../src/support/random.js";
import { WRITERS } from "./post-formats.js";

/** Words that posts are made of; a few of them make up most of the text, as in real posts. */
const WORDS = 30_000;
const HASHTAGS = 3_000;
/** One post in so many opens a thread. */
const PER_THREAD = 4;
/** A reply answers one of so many posts before it. */
const WINDOW = 2_000;
const START = Date.UTC(2020, 0, 1);

/** Made-up posts in threads: the same for the same count. */
export function* makePosts(count: number): Generator<Post> {
  const random = new Random(count);
  const vocabulary = Array.from({ length: WORDS }, () => makeWord(random));
  const tags = Array.from({ length: HASHTAGS }, () => `${makeWord(random)}${makeWord(random)}`);
  const pick = (from: readonly string[]) => from[Math.floor(from.length * random.uniform() ** 3)];
  for (let i = 0; i < count; i++) {
    const isRoot = i === 0 || random.below(PER_THREAD) === 0;
    const words = Array.from({ length: 5 + random.below(20) }, () => pick(vocabulary));
    if (isRoot) words.push(`#${pick(tags)}`);
    yield {
      id: String(1_000_000_000 + i),
      author: String(random.below(count / 10 + 1)),
      text: words.join(" "),
      createdAt: new Date(START + i * 1000).toISOString(),
      source: "twitter",
      ...(!isRoot && {
        inReplyTo: String(1_000_000_000 + i - 1 - random.below(Math.min(i, WINDOW))),
      }),
    };
  }
}

function makeWord(random: Random): string {
  const letter = (letters: string): string => letters[random.below(letters.length)] as string;
  return Array.from(
    { length: 1 + random.below(3) },
    () => letter("bcdfghklmnprstvw") + letter("aeiou"),
  ).join("");
}

/** Writes made-up posts to a file, one record per line. */
export function writePosts(path: string, count: number, format: string): void {
  const write = WRITERS[format] as (post: Post) => unknown;
  const file = openSync(path, "w");
  let lines: string[] = [];
  const flush = (): void => {
    writeSync(file, lines.join(""));
    lines = [];
  };
  for (const post of makePosts(count)) {
    lines.push(`${JSON.stringify(write(post))}\n`);
    if (lines.length === 5000) flush();
  }
  flush();
  closeSync(file);
}
