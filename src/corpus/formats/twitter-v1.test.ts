import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import { twitterV1 } from "./twitter-v1.js";

const DATE = "Wed Jan 07 11:07:51 +0000 2015";
const tweet = (id: string, fields: object = {}) => ({
  id_str: id,
  text: `words of ${id}`,
  created_at: DATE,
  user: { id: 1, id_str: "1", screen_name: "ann" },
  lang: "en",
  ...fields,
});
const one = (record: object) => {
  const posts = twitterV1.read(record);
  expect(posts).toHaveLength(1);
  return posts[0];
};

describe("twitter-v1", () => {
  it("reads a tweet", () => {
    const fields = { in_reply_to_status_id_str: "553480082996879360", text: "#a &amp; b" };
    expect(one(tweet("553480082996879361", fields))).toEqual({
      id: "553480082996879361",
      author: "1",
      text: "#a & b",
      createdAt: "2015-01-07T11:07:51.000Z",
      inReplyTo: "553480082996879360",
      language: "en",
      source: "twitter",
    });
  });

  it("takes the whole text of a long tweet, hidden mentions included", () => {
    const long = { text: "short…", full_text: "@bob long", display_text_range: [5, 9] };
    expect(one(tweet("1", long)).text).toBe("@bob long");
    const extended = { text: "short…", extended_tweet: { full_text: "long &lt;3" } };
    expect(one(tweet("1", extended)).text).toBe("long <3");
    expect(one(tweet("1", { text: "other", full_text: "" })).text).toBe("");
  });

  it("falls back to numbers only where they are exact", () => {
    const { id_str, ...bare } = tweet("1", { in_reply_to_status_id: 6 });
    expect(one({ ...bare, id: 7 })).toMatchObject({ id: "7", inReplyTo: "6" });
    expect(() => twitterV1.read({ ...bare, id: 2 ** 53 })).toThrow(
      new RecordError(
        'field "id": the number 9007199254740992 is no exact id below 2^53; write ids as strings',
      ),
    );
    expect(() => twitterV1.read(tweet("1", { in_reply_to_status_id: 2 ** 60 }))).toThrow(
      /"in_reply_to_status_id"/,
    );
    expect(() => twitterV1.read(bare)).toThrow('field "id": expected an id, got nothing');
  });

  it("gives a retweet the words of its original, which is a post too", () => {
    const original = tweet("1", { text: "cut…", extended_tweet: { full_text: "whole" } });
    expect(
      twitterV1.read(tweet("2", { retweeted_status: original, text: "RT @ann: cu…" })),
    ).toEqual([
      expect.objectContaining({ id: "2", text: "whole", repostOf: "1" }),
      expect.objectContaining({ id: "1", text: "whole", repostOf: undefined }),
    ]);
  });

  it("leaves a quoting tweet its own words, and gives each embedded tweet once", () => {
    const quoted = tweet("1");
    const quoting = tweet("2", { quoted_status: quoted });
    const [first, second] = twitterV1.read(quoting);
    expect(first).toMatchObject({ id: "2", text: "words of 2", repostOf: undefined });
    expect(second).toMatchObject({ id: "1", text: "words of 1" });
    const retweet = tweet("3", { retweeted_status: quoting, quoted_status: quoted });
    expect(twitterV1.read(retweet).map(({ id }) => id)).toEqual(["3", "2", "1"]);
  });

  it("reads the tweets of archives, lists and search results", () => {
    const archived = { tweet: { id: "9", full_text: "words", created_at: DATE, lang: "iw" } };
    expect(one(archived)).toMatchObject({ id: "9", author: undefined, language: "he" });
    expect(twitterV1.read([tweet("1"), tweet("2")]).map(({ id }) => id)).toEqual(["1", "2"]);
    expect(twitterV1.read({ statuses: [tweet("1")], search_metadata: {} })).toHaveLength(1);
  });

  it.each([
    [{ id_str: "1", id: 2, screen_name: "ann" }, "1"],
    [{ id: 2 ** 60, screen_name: "ann" }, "ann"],
    [{ id: 2 }, "2"],
    [null, undefined],
  ])("finds the author %j", (user, author) => {
    expect(one(tweet("1", { user })).author).toBe(author);
  });

  it("knows the messages of a stream", () => {
    expect(twitterV1.read({ delete: { status: { id_str: "1" } } })).toEqual([]);
    expect(twitterV1.read({ limit: { track: 5 } })).toEqual([]);
    expect(() => twitterV1.read({ surprise: {} })).toThrow(RecordError);
    expect(() => twitterV1.read({})).toThrow(RecordError);
    expect(() => twitterV1.read("x")).toThrow("expected an object, got a string");
  });

  it("quotes a date that it cannot read, and does without one", () => {
    expect(() => twitterV1.read(tweet("1", { created_at: "soon" }))).toThrow(
      /field "created_at": "soon" is not a date/,
    );
    expect(one(tweet("1", { created_at: undefined })).createdAt).toBeUndefined();
  });

  it("names the item of a list that it cannot read", () => {
    expect(() => twitterV1.read({ statuses: [tweet("1"), { id_str: "2" }] })).toThrow(
      new RecordError('statuses[1]: field "text": expected a string, got nothing'),
    );
  });
});
