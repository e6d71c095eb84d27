import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { hasShared, sharedPath } from "../../test/shared.js";
import { type Entity, findEntities, findHashtags, findMentions, findUrls } from "./entities.js";

const FILE = "golden/twitter-text-extract.yml";
const present = hasShared(FILE);

interface Case {
  description: string;
  text: string;
  expected: (string | ({ indices: [number, number] } & Record<string, unknown>))[];
}

const sections: Record<string, Case[]> = present
  ? parse(readFileSync(sharedPath(FILE), "utf8")).tests
  : {};

const hashtags = (text: string) => findHashtags(text, "twitter");
const mentions = (text: string) => findMentions(text, "twitter");

/** Sections with the finder and, where the cases give offsets, their name for the value. */
const SECTIONS: [string, (text: string) => Entity[], string?][] = [
  ["hashtags", hashtags],
  ["hashtags_from_astral", hashtags],
  ["hashtags_with_indices", hashtags, "hashtag"],
  ["mentions", mentions],
  ["mentions_with_indices", mentions, "screen_name"],
  ["urls", findUrls],
  ["urls_with_indices", findUrls, "url"],
  ["urls_with_directional_markers", findUrls, "url"],
  ["tco_urls_with_params", findUrls],
];

/** Offsets of the cases count code points. */
function inCodePoints(text: string, { start, end }: Entity): [number, number] {
  return [[...text.slice(0, start)].length, [...text.slice(0, end)].length];
}

describe.each(SECTIONS)(
  "Twitter's conformance cases, %s (needs ../shared)",
  (name, find, field) => {
    const cases = sections[name] ?? [];

    it.skipIf(!present)("are there", () => {
      expect(cases.length).toBeGreaterThan(0);
    });

    it.skipIf(!present).each(cases)("$description", ({ text, expected }) => {
      const found = find(text).map((entity) =>
        field === undefined
          ? entity.value
          : { [field]: entity.value, indices: inCodePoints(text, entity) },
      );
      expect(found).toEqual(expected);
    });
  },
);

const TWEETS = "data/twitter-v1/charliehebdo.ndjson";

describe("hashtags of real tweets (needs ../shared)", () => {
  it.skipIf(!hasShared(TWEETS))("are those that Twitter found", () => {
    const tweets = readFileSync(sharedPath(TWEETS), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const different = tweets.filter(({ text, entities }) => {
      const found = findEntities(text, "twitter").filter(({ kind }) => kind === "hashtag");
      const expected = entities.hashtags.map((each: { text: string }) => each.text);
      return JSON.stringify(found.map(({ value }) => value)) !== JSON.stringify(expected);
    });
    expect(different.map(({ text }) => text)).toEqual([]);
  });
});
