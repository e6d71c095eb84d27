import { describe, expect, it } from "vitest";
import { SearchedText } from "./hashtag-in-text.js";
import { HashtagNames } from "./hashtag-names.js";

const HASHTAGS = [["aus", "open"], ["open"], ["x"], ["北京"]];
const POSTS = [
  { post: ["aus", "open", "now"], conversation: ["open"] },
  { post: ["open"], conversation: [] },
  { post: ["北", "京"], conversation: [] },
];

describe("the names of hashtags", () => {
  const names = HashtagNames.of(HASHTAGS, POSTS);

  it("are found where they stand as a whole, those of one letter never", () => {
    expect(names.within(new SearchedText(["the", "aus", "open", "x"])).sort()).toEqual([0, 1]);
    expect(names.within(new SearchedText(["在北", "京"]))).toEqual([3]);
    expect(names.within(new SearchedText(["aus", "is", "open"]))).toEqual([1]);
  });

  it("are known by their rare words", () => {
    const only = (word: string) => names.find(0, new SearchedText([word])).words;
    expect(only("aus")).toBeGreaterThan(only("open"));
    expect(only("aus") + only("open")).toBeCloseTo(1);
  });

  it("survive being written down", () => {
    const { posts, frequencies } = JSON.parse(JSON.stringify(names));
    const read = new HashtagNames(HASHTAGS, posts, new Map(frequencies));
    const text = new SearchedText(["open"]);
    expect(read.find(0, text)).toEqual(names.find(0, text));
  });

  it("grow with posts and hashtags, and are then what they would be from the start", () => {
    const grown = HashtagNames.of(HASHTAGS, POSTS.slice(0, 2)).with(HASHTAGS, POSTS.slice(2));
    expect(JSON.stringify(grown)).toBe(JSON.stringify(names));
    const more = names.with([...HASHTAGS, ["new", "moon"]], []);
    expect(more.within(new SearchedText(["new", "moon"]))).toEqual([4]);
  });
});
