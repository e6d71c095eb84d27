import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import type { Post } from "../post.js";
import { distinct, postsOf, postsOfEach, sampleOf } from "./posts.js";

const post = (id: string, text = ""): Post => ({ id, text, source: "other" });
const read = (item: unknown): Post[] => {
  if (item === "bad") throw new RecordError("it is bad");
  if (item === "bug") throw new TypeError("a bug");
  return [post(String(item)), post(`${item}!`)];
};

describe("posts of lists", () => {
  it("come one after the other", () => {
    const ids = ["a", "a!", "b", "b!"];
    expect(postsOf(["a", "b"], "list", read).map(({ id }) => id)).toEqual(ids);
    expect(postsOfEach(["a", "b"], read).map(({ id }) => id)).toEqual(ids);
    expect(postsOfEach("a", read).map(({ id }) => id)).toEqual(["a", "a!"]);
  });

  it("name the item that cannot be read, but hide no other error", () => {
    expect(() => postsOf(["a", "bad"], "list", read)).toThrow(
      new RecordError("list[1]: it is bad"),
    );
    expect(() => postsOfEach("bad", read)).toThrow(new RecordError("it is bad"));
    expect(() => postsOf(["bug"], "list", read)).toThrow(new TypeError("a bug"));
  });

  it("are kept once, at their first place", () => {
    expect(distinct([post("a", "1"), post("b"), post("a", "2")])).toEqual([
      post("a", "1"),
      post("b"),
    ]);
  });

  it("are recognised by the first", () => {
    expect([sampleOf(["a", "b"]), sampleOf("a"), sampleOf([])]).toEqual(["a", "a", undefined]);
  });
});
