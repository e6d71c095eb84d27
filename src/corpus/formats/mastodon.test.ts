import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import { mastodon, mastodonOf } from "./mastodon.js";

const status = (id: string, fields: object = {}) => ({
  id,
  created_at: "2023-05-28T15:20:18.907Z",
  in_reply_to_id: null,
  language: "de",
  content: `<p>words of ${id}</p>`,
  reblog: null,
  account: { id: "5", acct: "ann@x.example" },
  tags: [],
  ...fields,
});

describe("mastodon", () => {
  it("reads a status", () => {
    const content =
      '<p>on <a href="https://x.example/tags/grass" class="mention hashtag">#<span>Grass</span></a></p>';
    const tags = [{ name: "grass" }, { name: "tennis" }];
    expect(mastodon.read(status("2", { in_reply_to_id: "1", content, tags }))).toEqual([
      {
        id: "2",
        author: "ann@x.example",
        text: "on #Grass",
        createdAt: "2023-05-28T15:20:18.907Z",
        inReplyTo: "1",
        language: "de",
        source: "mastodon",
        tags: ["tennis"],
      },
    ]);
  });

  it("reads timelines and contexts", () => {
    expect(mastodon.read([status("2"), status("1")]).map(({ id }) => id)).toEqual(["2", "1"]);
    expect(mastodon.read([])).toEqual([]);
    const context = { ancestors: [status("1")], descendants: [status("3")] };
    expect(mastodon.read(context).map(({ id }) => id)).toEqual(["1", "3"]);
    expect(mastodon.read({ ancestors: [], descendants: [] })).toEqual([]);
  });

  it("reads a boost as a repost beside the status that it repeats", () => {
    const boost = status("2", { reblog: status("1"), content: "" });
    expect(mastodon.read(boost)).toEqual([
      expect.objectContaining({ id: "2", text: "words of 1", repostOf: "1" }),
      expect.objectContaining({ id: "1", text: "words of 1", repostOf: undefined }),
    ]);
  });

  it("reads a quoted status as a post of its own", () => {
    const quote = { state: "accepted", quoted_status: status("1") };
    expect(mastodon.read([status("2", { quote }), status("1")])).toEqual([
      expect.objectContaining({ id: "2", text: "words of 2", repostOf: undefined }),
      expect.objectContaining({ id: "1", inReplyTo: undefined }),
    ]);
    expect(mastodon.read(status("2", { quote: { state: "deleted" } }))).toHaveLength(1);
  });

  it("leaves out what is not for all to read, also inside other statuses", () => {
    const idsOf = (record: unknown) => mastodon.read(record).map(({ id }) => id);
    const hidden = (id: string, visibility = "private") => status(id, { visibility });
    expect(idsOf([status("1"), hidden("2", "public"), hidden("3", "unlisted")])).toHaveLength(3);
    expect(idsOf([hidden("1"), hidden("2", "direct"), hidden("3", "local")])).toEqual([]);
    const context = { ancestors: [hidden("1"), status("2")], descendants: [hidden("3", "direct")] };
    expect(idsOf(context)).toEqual(["2"]);
    expect(idsOf(status("2", { reblog: hidden("1"), content: "" }))).toEqual([]);
    expect(idsOf({ ...hidden("2"), reblog: status("1") })).toEqual(["1"]);
    expect(idsOf(status("2", { quote: { quoted_status: hidden("1") } }))).toEqual(["2"]);
  });

  it.each([
    [{ error: "Record not found" }, 'field "content": expected a string, got nothing'],
    [[status("1"), status("", {})], '[1]: field "id": expected an id, got an empty string'],
    [
      { ancestors: [], descendants: [status("1", { tags: [{}] })] },
      'descendants[0]: field "name": expected a string, got nothing',
    ],
    [status("1", { created_at: "2023" }), 'field "created_at": "2023" is not a date'],
    [status("1", { visibility: 0 }), 'field "visibility": expected a string, got a number'],
  ])("names what is wrong (%#)", (record, message) => {
    expect(() => mastodon.read(record)).toThrow(RecordError);
    expect(() => mastodon.read(record)).toThrow(message);
  });
});

describe("mastodonOf", () => {
  const [one, other] = ["https://One.example/x", "http://other.example:3000"].map((server) =>
    mastodonOf(new URL(server)),
  );

  it("tells the statuses of a server from those of others", () => {
    expect(one.read(status("2", { in_reply_to_id: "1" }))).toMatchObject([
      { id: "one.example/2", inReplyTo: "one.example/1", repostOf: undefined },
    ]);
    expect(other.read(status("2", { reblog: status("1") }))).toMatchObject([
      { id: "other.example:3000/2", inReplyTo: undefined, repostOf: "other.example:3000/1" },
      { id: "other.example:3000/1" },
    ]);
  });

  it("names its accounts as other servers do", () => {
    const authorOf = (acct?: string) => one.read(status("1", { account: { acct } }))[0].author;
    expect(authorOf("ann")).toBe("ann@one.example");
    expect(authorOf("ann@x.example")).toBe("ann@x.example");
    expect(authorOf()).toBeUndefined();
  });

  it("is the same format otherwise", () => {
    expect(one).toMatchObject({ name: "mastodon", recognises: mastodon.recognises });
    const rest = ({ id: _, ...post }: object & { id: string }) => post;
    expect(one.read(status("2")).map(rest)).toEqual(mastodon.read(status("2")).map(rest));
  });
});
