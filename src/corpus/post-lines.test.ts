import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Post } from "./post.js";
import { cutPosts, type EncodedPosts, PostLines } from "./post-lines.js";

const text = fc.string({ unit: "binary" });
const post: fc.Arbitrary<Post> = fc.record(
  { id: text, text, author: text, source: fc.constant("other" as const) },
  { requiredKeys: ["id", "text", "source"] },
);

function encode(posts: readonly Post[]): EncodedPosts {
  const lines = new PostLines();
  for (const each of posts) lines.add(each);
  return lines.take();
}

const textOf = ({ bytes }: EncodedPosts) => Buffer.from(bytes).toString("utf8");

describe("PostLines", () => {
  it("writes a line of nine cells for each post, whatever it holds", () => {
    fc.assert(
      fc.property(fc.array(post), (posts) => {
        const encoded = encode(posts);
        const lines = textOf(encoded).split("\n").slice(0, -1);
        expect(encoded.count).toBe(posts.length);
        expect(lines).toHaveLength(posts.length);
        for (const line of lines) expect(line.split("\t")).toHaveLength(9);
        const lengths = lines.map((line) => Buffer.byteLength(line) + 1);
        expect(encoded.longest).toBe(Math.max(0, ...lengths));
      }),
    );
  });

  it("takes in posts that are longer than the memory it begins with", () => {
    const long = "é".repeat(100_000);
    const posts = [1, 2, 3].map((id): Post => ({ id: String(id), text: long, source: "weibo" }));
    const lines = textOf(encode(posts)).split("\n");
    expect(lines.slice(0, 3).map((line) => line.split("\t")[3])).toEqual([long, long, long]);
  });

  it.each([
    ["2024-01-31T12:34:56.000Z", "2024-01-31T12:34:56.000Z"],
    ["2024-01-31T12:34:56Z", "2024-01-31T12:34:56.000Z"],
    ["2024-01-31T12:34:56.0+02:00", "2024-01-31T10:34:56.000Z"],
    ["+012024-01-31T12:34:56.000Z", "12024-01-31T12:34:56.000Z"],
  ])("writes the date %s as the database reads it", (createdAt, written) => {
    const line = textOf(encode([{ id: "1", text: "", source: "other", createdAt }]));
    expect(line.split("\t")[4]).toBe(written);
  });
});

describe("cutPosts", () => {
  it("gives the first posts, and the others", () => {
    fc.assert(
      fc.property(fc.array(post), fc.nat(12), (posts, count) => {
        const [first, others] = cutPosts(encode(posts), count);
        expect(textOf(first)).toBe(textOf(encode(posts.slice(0, count))));
        expect(textOf(others)).toBe(textOf(encode(posts.slice(count))));
        expect([first.count, others.count]).toEqual([
          Math.min(count, posts.length),
          Math.max(0, posts.length - count),
        ]);
      }),
    );
  });
});
