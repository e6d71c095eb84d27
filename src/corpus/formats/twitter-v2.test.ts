import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import { twitterV2 } from "./twitter-v2.js";

const tweet = (id: string, fields: object = {}) => ({
  id,
  text: `words of ${id}`,
  author_id: "7",
  created_at: "2021-04-08T19:34:18.000Z",
  lang: "en",
  ...fields,
});
const refers = (type: string, id: string) => ({ referenced_tweets: [{ type, id }] });

describe("twitter-v2", () => {
  it("reads the tweets of a page, included ones too, each once", () => {
    const data = [tweet("3", refers("replied_to", "2")), tweet("2", { text: "#a &gt; b" })];
    const page = { data, includes: { tweets: [tweet("1"), tweet("2")], users: [] }, meta: {} };
    const posts = twitterV2.read(page);
    expect(posts.map(({ id }) => id)).toEqual(["3", "2", "1"]);
    expect(posts[0]).toEqual({
      id: "3",
      author: "7",
      text: "words of 3",
      createdAt: "2021-04-08T19:34:18.000Z",
      inReplyTo: "2",
      language: "en",
      source: "twitter",
    });
    expect(posts[1].text).toBe("#a > b");
  });

  it("reads a page of a single tweet and pages without any", () => {
    expect(twitterV2.read({ data: tweet("1") })).toHaveLength(1);
    expect(twitterV2.read({ errors: [{ title: "Not Found" }] })).toEqual([]);
    expect(twitterV2.read({ meta: { result_count: 0 } })).toEqual([]);
    expect(twitterV2.read({ data: [], meta: {} })).toEqual([]);
    expect(twitterV2.read({ includes: { tweets: [tweet("1")] } })).toHaveLength(1);
  });

  it("gives a retweet the whole words of its original", () => {
    const original = tweet("1", { text: "cut…", note_tweet: { text: "whole &amp; long" } });
    const retweet = tweet("2", { text: "RT @ann: cu…", ...refers("retweeted", "1") });
    expect(twitterV2.read({ data: [retweet], includes: { tweets: [original] } })).toEqual([
      expect.objectContaining({ id: "2", text: "whole & long", repostOf: "1" }),
      expect.objectContaining({ id: "1", text: "whole & long", repostOf: undefined }),
    ]);
    expect(twitterV2.read({ data: [retweet] })).toEqual([
      expect.objectContaining({ text: "RT @ann: cu…", repostOf: "1" }),
    ]);
  });

  it("reads flattened tweets with those inlined in them", () => {
    const quoted = { type: "quoted", ...tweet("1", refers("replied_to", "0")) };
    const flat = tweet("3", { referenced_tweets: [{ type: "replied_to", ...tweet("2") }, quoted] });
    expect(twitterV2.read(flat)).toEqual([
      expect.objectContaining({ id: "3", inReplyTo: "2", repostOf: undefined }),
      expect.objectContaining({ id: "2", inReplyTo: undefined }),
      expect.objectContaining({ id: "1", inReplyTo: "0" }),
    ]);
    const retweet = tweet("3", { referenced_tweets: [{ type: "retweeted", ...tweet("2") }] });
    expect(twitterV2.read(retweet)[0]).toMatchObject({ text: "words of 2", repostOf: "2" });
  });

  it.each([
    [{ data: [tweet("1"), { id: "2" }] }, 'data[1]: field "text": expected a string, got nothing'],
    [{ data: tweet("1", { created_at: "x" }) }, 'data[0]: field "created_at": "x" is not a date'],
    [{ data: "x" }, "data[0]: expected an object, got a string"],
    [{ includes: { tweets: [null] } }, "includes.tweets[0]: expected an object, got null"],
    [{ other: 1 }, 'field "text": expected a string, got nothing'],
  ])("names what is wrong (%#)", (record, message) => {
    expect(() => twitterV2.read(record)).toThrow(RecordError);
    expect(() => twitterV2.read(record)).toThrow(message);
  });
});
