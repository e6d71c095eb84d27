import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import { mastodon } from "./mastodon.js";

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

  it.each([
    [{ error: "Record not found" }, 'field "content": expected a string, got nothing'],
    [[status("1"), status("", {})], '[1]: field "id": expected an id, got an empty string'],
    [
      { ancestors: [], descendants: [status("1", { tags: [{}] })] },
      'descendants[0]: field "name": expected a string, got nothing',
    ],
    [status("1", { created_at: "2023" }), 'field "created_at": "2023" is not a date'],
  ])("names what is wrong (%#)", (record, message) => {
    expect(() => mastodon.read(record)).toThrow(RecordError);
    expect(() => mastodon.read(record)).toThrow(message);
  });
});
