import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { readDataset } from "../src/dataset/folder.js";
import type { HashtagSuggestion, SuggestionRequest } from "../src/tagger/suggestion.js";
import { hasShared, sharedPath } from "./shared.js";

const SAMPLE = fileURLToPath(new URL("../examples/sample", import.meta.url));
/** Suggestions whose confidences differ by less may stand in any order. */
const TIED = 1e-6;

/** 100 English and 100 Chinese posts with their replies: of the sample, and half of the Chinese ones real, if here. */
export function browserPosts(): SuggestionRequest[] {
  const { train, test } = readDataset(SAMPLE, ["train", "test"]);
  const threads = [...test, ...train].map(({ text, replies }) => ({
    post: text!,
    replies: replies!,
  }));
  const isChinese = ({ post }: SuggestionRequest): boolean => /\p{Script=Han}/u.test(post);
  return [
    ...threads.filter((thread) => !isChinese(thread)).slice(0, 100),
    ...(hasShared("data/weibo8k") ? weiboPosts(50) : []),
    ...threads.filter(isChinese),
  ].slice(0, 200);
}

function weiboPosts(count: number): SuggestionRequest[] {
  const lines = (side: string): string[] =>
    readFileSync(sharedPath(`data/weibo8k/valid_${side}.txt`), "utf8")
      .split("\n")
      .slice(0, count);
  const joined = (line: string): string => line.replaceAll(" ", "");
  const conversations = lines("conv");
  return lines("post").map((post, i) => ({
    post: joined(post),
    replies: [joined(conversations[i])],
  }));
}

/** Hashtags in their order; those of the same confidence in that of their letters. */
function ordered(list: readonly HashtagSuggestion[]): string[] {
  const groups: HashtagSuggestion[][] = [];
  for (const each of list) {
    const last = groups.at(-1)?.at(-1);
    if (last && last.confidence - each.confidence < TIED) groups.at(-1)?.push(each);
    else groups.push([each]);
  }
  return groups.flatMap((group) => group.map(({ hashtag }) => hashtag).sort());
}

/**
 * Expects the same hashtags with the same confidences, to within 1e-3.
 * @returns whether the order is the same even where confidences are
 */
export function expectAlike(
  found: readonly HashtagSuggestion[],
  expected: readonly HashtagSuggestion[],
): boolean {
  expect(found).toHaveLength(expected.length);
  for (const [place, { confidence }] of found.entries()) {
    expect(Math.abs(confidence - expected[place].confidence)).toBeLessThan(1e-3);
  }
  expect(ordered(found)).toEqual(ordered(expected));
  return found.every(({ hashtag }, place) => hashtag === expected[place].hashtag);
}
