import { describe, expect, it } from "vitest";
import { randomInstances } from "../../../test/instances.js";
import { KnownPosts } from "./known-posts.js";

const [first, second, third] = randomInstances(3, 1);

describe("KnownPosts", () => {
  it("lets every post through once, and none that was learnt from", () => {
    const known = KnownPosts.of([first]);
    expect(known.add([first, second, second, third])).toEqual([second, third]);
    expect(known.add([third, second])).toEqual([]);
  });

  it("knows a post again whose replies or hashtags have become more", () => {
    const known = KnownPosts.of([first]);
    expect(known.add([{ ...first, conversation: ["more"], hashtags: [["more"]] }])).toEqual([]);
  });

  it("tells posts apart that only share their id, as lines of different files do", () => {
    const other = { ...first, post: [...first.post, "more"] };
    expect(KnownPosts.of([first]).add([other])).toEqual([other]);
  });

  it("survives as bytes, eight for each post", () => {
    const bytes = Buffer.from(KnownPosts.of([first, second, first]).toBytes());
    expect(bytes).toHaveLength(16);
    expect(KnownPosts.fromBytes(bytes).add([first, second, third])).toEqual([third]);
    expect(KnownPosts.fromBytes(Buffer.alloc(0)).add([first])).toEqual([first]);
  });
});
