import type { Dataset } from "../src/dataset/folder.js";
import type { Instance } from "../src/dataset/instance.js";
import { Random } from "../src/support/random.js";

/** How random posts look. */
export interface PostShape {
  /** Different words of all posts and conversations. */
  readonly words: number;
  /** Different words of hashtags; those of posts and conversations too. */
  readonly tagWords: number;
  /** Most words of a post and of a conversation; the least are 1 and 0. */
  readonly post: number;
  readonly conversation: number;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const SMALL: PostShape = { words: 20, tagWords: 6, post: 7, conversation: 9 };

/**
 * Random posts of the words wa, wb, ... About a quarter has no reply, and about a third has two
 * hashtags, of one to three words each.
 */
export function randomInstances(
  count: number,
  seed: number,
  shape: Partial<PostShape> = {},
): Instance[] {
  const { words, tagWords, post, conversation } = { ...SMALL, ...shape };
  const random = new Random(seed);
  const draw = (length: number, from: number): string[] =>
    Array.from({ length }, () => nameOf(random.below(from)));
  const hashtag = (): string[] => draw(1 + random.below(3), tagWords);
  return Array.from({ length: count }, (_, i) => ({
    id: `${seed}-${i}`,
    post: draw(1 + random.below(post), words),
    conversation:
      random.below(4) === 0 ? [] : draw(1 + random.below(Math.max(1, conversation)), words),
    hashtags: random.below(3) === 0 ? [hashtag(), hashtag()] : [hashtag()],
  }));
}

/** wa to wz, then wba and so on: without digits, which texts are rid of. */
function nameOf(word: number): string {
  const letters = word.toString(26).replace(/./g, (digit) => LETTERS[Number.parseInt(digit, 26)]);
  return `w${letters}`;
}

/** A dataset in memory, as `readDataset` returns it. */
export function datasetOf(
  train: Instance[],
  valid: Instance[],
  hash = "0".repeat(64),
): Dataset<"train" | "valid"> {
  const counts = { train: train.length, valid: valid.length };
  return {
    info: {
      format: "threadtag-dataset",
      version: 1,
      name: "random",
      language: "en",
      createdFrom: "a test",
      counts,
      hash,
    },
    train,
    valid,
  };
}
